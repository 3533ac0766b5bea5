// Loaded when there is something to load: `--help` and its like do without files and their readers.
export { loadSettings } from '@leat/config';
