/** Every tool that may have a section of its name in leat.yaml, and of which form it is. */
export const toolForms = {
  scan: 'source',
  copy: 'step',
  'clowder-upload': 'step',
  'coinbase-fetch': 'source',
  'blob-append': 'reducer',
  'dicom-extract': 'step',
  compress: 'step',
  warehouse: 'reducer',
  'hpc-submit': 'step',
  'hpc-map': 'step',
  'hpc-web': 'page',
  'status-crawl': 'source',
  'status-publish': 'reducer',
} as const satisfies Readonly<Record<string, 'source' | 'step' | 'reducer' | 'page'>>;

export const toolNames: readonly string[] = Object.keys(toolForms);
