import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { LiveStore } from "./live-store.ts";
import { ReadingProvider } from "./reading.tsx";
import { SessionProvider } from "./session.tsx";

const place = document.getElementById("page");
if (place === null) throw new Error("the page has no place to stand");
const store = new LiveStore(undefined);
createRoot(place).render(
  <ReadingProvider store={store}>
    <SessionProvider>
      <App />
    </SessionProvider>
  </ReadingProvider>,
);
