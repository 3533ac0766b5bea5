import { expect, test } from 'vitest';
import { openTakenNames } from './taken-names.ts';

test('a name belongs to the first record that has it', () => {
  const names = openTakenNames();
  names.take('x', 'a');
  names.take('x', 'a');
  names.take('y', 'b');
  expect(() => names.take('x', 'b')).toThrow(
    expect.objectContaining({
      class: 'reject',
      code: 'name_taken',
      message: expect.stringContaining('a') as string,
    }),
  );
  names.close();
});
