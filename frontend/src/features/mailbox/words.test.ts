import { expect, test } from 'vitest';
import { failureWords } from './words';

test('what the mail server said is put in words, with its code', () => {
  expect(failureWords('the server answered 451')?.values).toEqual({ code: '451' });
  expect(failureWords('the server refused the address: [550, 551]')?.values).toEqual({ codes: '550, 551' });
  expect(failureWords('the server cannot be reached: TimeoutError')?.values).toEqual({ kind: 'TimeoutError' });
  for (const known of ['not an address', 'dots that no address has', 'an address outside ASCII before the @'])
    expect(failureWords(known)).not.toBeNull();
  expect(failureWords('something new')).toBeNull();
});
