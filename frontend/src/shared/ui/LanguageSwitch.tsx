// The other language's own name; the page stays where it is.
import { setReader } from '../i18n/i18n';
import { useReader } from '../i18n/react';
import { Button } from './Button';

export function LanguageSwitch({ onChange }: { onChange?: (language: 'ar' | 'en') => void }) {
  const { language } = useReader();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <Button
      kind="quiet"
      icon="globe"
      onPress={() => {
        void setReader({ language: other });
        onChange?.(other);
      }}
    >
      <span lang={other}>{other === 'en' ? 'English' : 'العربية'}</span>
    </Button>
  );
}
