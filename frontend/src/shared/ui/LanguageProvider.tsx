// The language for Lingui and for react-aria, from the one reader setting.
import { I18nProvider as LinguiProvider } from '@lingui/react';
import type { ReactNode } from 'react';
import { I18nProvider as AriaProvider } from 'react-aria-components/I18nProvider';
import { i18n } from '../i18n/i18n';
import { useReader } from '../i18n/react';
import { localeTag } from '../i18n/settings';

export function LanguageProvider({ children }: { children: ReactNode }) {
  const reader = useReader();
  return (
    <LinguiProvider i18n={i18n}>
      <AriaProvider locale={localeTag(reader)}>{children}</AriaProvider>
    </LinguiProvider>
  );
}
