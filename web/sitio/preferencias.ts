/**
 * How the reader wants to see the site, before the first paint: a page does not change its colours once it is seen.
 * A classic script, small, that the browser waits for.
 */

{
  const raiz = document.documentElement;
  try {
    raiz.classList.add(...(localStorage.getItem('prep-vista') ?? '').split(' ').filter(Boolean));
  } catch {
    // A browser that keeps nothing shows what the device asks for.
  }
}
