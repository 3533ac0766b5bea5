import { expect, test } from 'vitest';
import { countPages, pagesOf } from './pages.ts';

test.for([
  [0, 0],
  [1, 1],
  [299, 1],
  [300, 2],
  [598, 2],
  [599, 3],
])('%d candles are %d pages, without a gap and without an overlap', ([candles, count]) => {
  const window = { start: 900, end: 900 + candles! * 60 };
  const pages = [...pagesOf(window, 60)];
  expect(pages.length).toBe(count);
  expect(countPages(window, 60)).toBe(count);
  let at = window.start;
  for (const page of pages) {
    expect(page.start).toBe(at);
    expect((page.end - page.start) / 60).toBeLessThanOrEqual(299);
    at = page.end;
  }
  expect(at).toBe(window.end);
});
