import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LanguageProvider } from '../../../shared/ui/LanguageProvider';
import { Countdown } from './NextMoment';

const DAY = 86_400;
function shown(days: number, hours: number, minutes: number, seconds: number): (string | null)[] {
  const left = days * DAY + hours * 3600 + minutes * 60 + seconds;
  const drawn = render(
    <LanguageProvider>
      <Countdown at={new Date(left * 1000).toISOString()} now={0} />
    </LanguageProvider>,
  );
  const cells = [...screen.getByRole('timer').children].map((cell) => cell.textContent);
  drawn.unmount();
  return cells;
}

test('each unit of the countdown takes the form that its number asks for', () => {
  expect(shown(3, 3, 3, 3)).toEqual(['3أيام', '3ساعات', '3دقائق', '3ثوانٍ']);
  expect(shown(10, 10, 10, 10)).toEqual(['10أيام', '10ساعات', '10دقائق', '10ثوانٍ']);
  expect(shown(11, 11, 11, 11)).toEqual(['11يومًا', '11ساعة', '11دقيقة', '11ثانية']);
  expect(shown(34, 23, 34, 37)).toEqual(['34يومًا', '23ساعة', '34دقيقة', '37ثانية']);
  expect(shown(100, 2, 1, 0)).toEqual(['100يوم', '2ساعتان', '1دقيقة', '0ثانية']);
});
