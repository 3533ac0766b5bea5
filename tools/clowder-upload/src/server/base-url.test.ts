import { expect, test } from 'vitest';
import { baseUrl } from './base-url.ts';

test.each([
  ['https://clowder.example.org', 'https://clowder.example.org'],
  ['https://clowder.example.org/', 'https://clowder.example.org'],
  ['https://Clowder.Example.org:443//', 'https://clowder.example.org'],
  ['https://example.org/clowder/', 'https://example.org/clowder'],
  ['https://example.org/clowder/api', 'https://example.org/clowder'],
  ['https://example.org/api/v2/', 'https://example.org'],
  ['http://127.0.0.1:8000/x?y=z#top', 'http://127.0.0.1:8000/x'],
])('%s is %s', (url, expected) => {
  expect(baseUrl(url)).toBe(expected);
});
