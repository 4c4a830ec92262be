import { expect, test } from 'vitest';
import { messages as log } from '../features/audit/locales/ar.po';
import { messages as juror } from '../features/juror/locales/en.po';
import { currentReader, i18n, loadFeature, setReader, startI18n } from '../shared/i18n/i18n';

test('a page that loads while the language changes has its words in the new one', async () => {
  await startI18n();
  const changing = setReader({ language: 'en' });
  await loadFeature('juror');
  await changing;
  expect(i18n.messages).toMatchObject(juror);
});

test('it has them in the old one too, for it may be drawn before the change', async () => {
  await setReader({ language: 'ar' });
  const changing = setReader({ language: 'en' });
  await Promise.resolve();
  await loadFeature('audit');
  i18n.activate('ar');
  expect(i18n.messages).toMatchObject(log);
  await changing;
});

test('two changes at once end with the later one', async () => {
  await Promise.all([setReader({ language: 'en' }), setReader({ language: 'ar', digits: 'arab' })]);
  expect(currentReader()).toEqual({ language: 'ar', digits: 'arab' });
  expect(document.documentElement.dir).toBe('rtl');
});
