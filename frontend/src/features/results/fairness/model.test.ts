import { describe, expect, it } from 'vitest';
import { type Seat, scattered } from './model';

const seat = (juror_id: string, noise_sd: number | null): Seat => ({
  juror_id,
  n: 9,
  severity: 0,
  severity_sd: 1,
  scale_use: 1,
  noise_sd,
  reliability: 0.8,
  weight: 1,
});

describe('jurors whose scores are scattered', () => {
  it('names who is more than twice the middle one', () => {
    const found = scattered([seat('a', 3), seat('b', 8.1), seat('c', 4), seat('d', 5)]);
    expect(found.usual).toBe(4.5);
    expect(found.who).toEqual([]);
    expect(scattered([seat('a', 3), seat('b', 8.1), seat('c', 4)]).who.map((one) => one.juror_id)).toEqual(['b']);
  });
  it('names nobody where all are alike, or nothing is known', () => {
    expect(scattered([seat('a', 3), seat('b', 3)]).who).toEqual([]);
    expect(scattered([seat('a', null)]).who).toEqual([]);
    expect(scattered([]).who).toEqual([]);
  });
});
