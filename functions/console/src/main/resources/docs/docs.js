// Shows the API document. The first server of its list becomes the host that served this page.
const ownHost = (document) => {
  const servers = [{ url: window.location.origin, description: 'The host of this page.' }];
  return { ...document, servers };
};

window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/openapi.yaml',
    dom_id: '#document',
    deepLinking: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    persistAuthorization: false,
    // No other host is asked to validate the document.
    validatorUrl: null,
    plugins: [
      {
        statePlugins: {
          spec: { wrapActions: { updateJsonSpec: (original) => (document) => original(ownHost(document)) } },
        },
      },
    ],
  });
});
