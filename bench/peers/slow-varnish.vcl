# Varnish against slow visitors (its times are parameters, see bench/siege/slow-peers.ts). It speaks no TLS.
vcl 4.1;

backend origin {
  .host = "127.0.0.1";
  .port = "{{origin}}";
  .max_connections = 64;
}
