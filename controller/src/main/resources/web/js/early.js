// Runs before the first paint, so that a dark room never sees a white flash. Not a module: modules wait for the page.
(function () {
  var read = function (key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  };
  var theme = read('tram.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  var asked = new URLSearchParams(location.search).get('lang') || read('tram.lang');
  document.documentElement.lang = asked === 'en' ? 'en' : 'vi';
})();
