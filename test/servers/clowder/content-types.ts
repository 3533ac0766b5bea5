/** File name extension → content type, for names that arrive without a useful type of their own. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  dcm: 'application/dicom',
  gif: 'image/gif',
  gz: 'application/x-gzip',
  html: 'text/html',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  xml: 'application/xml',
  zip: 'application/zip',
};

export function guessContentType(name: string): string {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return CONTENT_TYPES[extension] ?? 'application/octet-stream';
}
