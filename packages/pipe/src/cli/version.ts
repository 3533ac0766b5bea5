/** Filled in when a tool is built; from the sources it is `dev`. */
export const version = process.env['LEAT_VERSION'] ?? 'dev';
