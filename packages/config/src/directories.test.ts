import { expect, test } from 'vitest';
import { cacheDirectory, configDirectory, stateDirectory } from './directories.ts';

test.each([
  [configDirectory, 'XDG_CONFIG_HOME', '/home/ada/.config/leat'],
  [stateDirectory, 'XDG_STATE_HOME', '/home/ada/.local/state/leat'],
  [cacheDirectory, 'XDG_CACHE_HOME', '/home/ada/.cache/leat'],
])('%o follows %s', (directory, variable, usual) => {
  expect(directory({}, '/home/ada')).toBe(usual);
  expect(directory({ [variable]: '' }, '/home/ada')).toBe(usual);
  expect(directory({ [variable]: 'relative/is/ignored' }, '/home/ada')).toBe(usual);
  expect(directory({ [variable]: '/data/xdg' }, '/home/ada')).toBe('/data/xdg/leat');
});
