// Opens and closes the menu on narrow screens, and imitates a measure of audience: a cookie, sent nowhere.
(() => {
  const button = document.querySelector(".menu-button");
  const menu = document.getElementById("menu");
  if (button && menu) {
    document.documentElement.classList.add("js");
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      menu.classList.toggle("open", !open);
    });
  }
  if (!/(^|; )_pk_id\./.test(document.cookie)) {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const now = Math.floor(Date.now() / 1000);
    // biome-ignore lint/suspicious/noDocumentCookie: the real scripts of this kind do it, and it works without HTTPS.
    document.cookie = `_pk_id.1.d0e5=${id}.${now}.; path=/; max-age=33955200; SameSite=Lax`;
  }
})();
