// Shows the page behind a mailed link in the portal. Without scripts, or before the portal is
// built, the plain page is used.
if (new URLSearchParams(location.search).has('token')) {
  location.replace(`/portal/${location.pathname.split('/').pop()}${location.search}`);
}
