// Stands in for Azurite's telemetry, which is never switched on here.
module.exports = {};
