// Runs before anything is painted; the policy of the site allows no script in a page.
(() => {
  // The API reference was here before the guides, and its places are in the fragment.
  if (
    /^\/docs\/?$/.test(location.pathname) &&
    /^#(tag|model|webhook|description)\b/.test(location.hash)
  ) {
    location.replace(`/docs/api/${location.hash}`);
  }
  const page = document.documentElement;
  const chosen = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
  const isDark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  page.classList.toggle('dark', isDark);
  page.dataset.theme = isDark ? 'dark' : 'light';
  page.classList.toggle('mac', /Mac|iPhone|iPod|iPad/i.test(navigator.platform));
  // The switch changes the class; our colours follow it.
  new MutationObserver(() => {
    page.dataset.theme = page.classList.contains('dark') ? 'dark' : 'light';
  }).observe(page, { attributeFilter: ['class'] });
})();
