// Sets the colours before anything is painted; the portal's policy allows no script in the page.
(() => {
  const page = document.documentElement;
  const chosen = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
  const isDark =
    chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  page.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
  if (location.pathname.startsWith('/portal/sandbox')) page.dataset.mode = 'sandbox';
  if (location.pathname.startsWith('/portal/operator')) page.dataset.side = 'operator';
  const language = localStorage.getItem('gigastore-language') ?? navigator.language;
  page.lang = language.startsWith('de') ? 'de' : 'en';
})();
