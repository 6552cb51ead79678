// The console of the API's documentation: Swagger UI from our own files, on our own schema.
const place = document.getElementById("console");
SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  validatorUrl: null,
});
