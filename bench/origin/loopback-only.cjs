// Loaded before a server that would listen on every address: whatever it asks for, it listens on 127.0.0.1.
const net = require("node:net");

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function listenOnLoopback(port, ...rest) {
  return listen.call(
    this,
    { port: Number(port), host: "127.0.0.1" },
    ...rest.filter((one) => typeof one === "function"),
  );
};
