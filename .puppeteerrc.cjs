// The browser is found or fetched by src/setup.mjs, never by an install script.
module.exports = { skipDownload: true };
