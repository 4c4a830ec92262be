// The one Trusted Types policy: our own service worker and pdf.js's worker, and nothing else.
declare global {
  interface Window {
    trustedTypes?: {
      createPolicy: (
        name: string,
        rules: { createScriptURL: (url: string) => string },
      ) => { createScriptURL: (url: string) => string };
    };
  }
}

const allowed = (url: string): boolean => {
  const { origin, pathname } = new URL(url, location.origin);
  return (
    origin === location.origin &&
    (pathname === '/app/sw.js' || /^\/app\/assets\/pdf\.worker[\w.-]*\.m?js$/.test(pathname))
  );
};
const policy = window.trustedTypes?.createPolicy('tahkeem', {
  createScriptURL: (url) => {
    if (!allowed(url)) throw new TypeError('this script address is not ours');
    return url;
  },
});

/** For navigator.serviceWorker.register and new Worker. */
export const scriptUrl = (url: string): string => (policy ? policy.createScriptURL(url) : url);
