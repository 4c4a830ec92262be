// A juror's profile for those who may only read it.
import { useLingui } from '@lingui/react/macro';
import { countryText, languageText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { originWords } from '../../../shared/judging/words';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import type { Juror } from '../model/juror';

export function JurorRead({ juror }: { juror: Juror }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const biography = format.pick(juror.biography_ar, juror.biography_en);
  const items = [
    { label: t`اللقب أو المنصب`, value: format.pick(juror.title_ar, juror.title_en) },
    { label: t`البريد الإلكتروني`, value: <code>{juror.email}</code> },
    { label: t`المنشأ`, value: i18n._(originWords[juror.origin][1]) },
    { label: t`البلد`, value: countryText(juror.country, format.reader) },
    {
      label: t`لغات التحكيم`,
      value: juror.languages.map((code) => languageText(code, format.reader)).join(comma),
    },
    { label: t`جهة العمل`, value: format.pick(juror.employer_ar, juror.employer_en) },
    {
      label: t`جهات عمل سابقة`,
      value: juror.former_employers.map((one) => one.name).join(comma),
    },
    {
      label: t`نبذة`,
      value: biography ? (
        <p className="tk-judging-text" dir="auto">
          {biography}
        </p>
      ) : (
        ''
      ),
    },
  ];
  return (
    <Card title={t`التعريف`}>
      <DescriptionList items={items.filter((item) => item.value !== '')} />
    </Card>
  );
}
