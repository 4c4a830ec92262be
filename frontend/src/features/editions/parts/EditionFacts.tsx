// An edition's settings to read: for those who do not edit them, and for what is frozen.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { zoneText } from '../../../shared/i18n/dates';
import { useFormat, useReader } from '../../../shared/i18n/react';
import { DescriptionList } from '../../../shared/ui/Layout';
import { When } from '../../../shared/ui/When';
import type { Edition } from '../model/edition';

export function Missing({ children }: { children?: ReactNode }) {
  const { t } = useLingui();
  return <span className="tk-faint">{children ?? t`غير محدد`}</span>;
}

export function NameFacts({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <DescriptionList
      items={[
        { label: t`الاسم بالعربية`, value: <bdi lang="ar">{edition.name_ar}</bdi> },
        { label: t`الاسم بالإنجليزية`, value: <bdi lang="en">{edition.name_en}</bdi> },
        {
          label: t({ message: 'الموضوع', context: 'theme' }),
          value: format.pick(edition.theme_ar, edition.theme_en) || <Missing />,
        },
        { label: t`المعرّف في الرابط`, value: <code>{edition.slug}</code> },
      ]}
    />
  );
}

export function DateFacts({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const reader = useReader();
  const when = (at: string | null) => <When at={at} zone={edition.timezone} show="stack" />;
  return (
    <DescriptionList
      items={[
        {
          label: t`المنطقة الزمنية`,
          value: (
            <span className="tk-row tk-gap-2">
              {zoneText(edition.timezone, reader)} <code>{edition.timezone}</code>
            </span>
          ),
        },
        { label: t`فتح باب المشاركة`, value: when(edition.opens_at) },
        { label: t`إغلاق باب المشاركة`, value: when(edition.closes_at) },
        { label: t`انتهاء التحكيم`, value: when(edition.judging_closes_at) },
        { label: t`إعلان النتائج`, value: when(edition.results_at) },
      ]}
    />
  );
}

export function LimitFacts({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <DescriptionList
      items={[
        {
          label: t`أقصى عدد لمشاركات المشارك الواحد`,
          value:
            edition.max_entries_per_entrant === null ? (
              <Missing>{t`بلا حد`}</Missing>
            ) : (
              format.number(edition.max_entries_per_entrant)
            ),
        },
        {
          label: t`موافقة الجهة قبل التقديم`,
          value: edition.internal_sign_off ? t`مطلوبة` : <Missing>{t`غير مطلوبة`}</Missing>,
        },
      ]}
    />
  );
}

export function RulesFacts({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  const text = (value: string, lang: 'ar' | 'en') =>
    value ? (
      <div className="tk-editions-text" lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>
        {value}
      </div>
    ) : (
      <Missing>{t`غير مكتوبة`}</Missing>
    );
  return (
    <DescriptionList
      items={[
        { label: t`الشروط بالعربية`, value: text(edition.rules_ar, 'ar') },
        { label: t`الشروط بالإنجليزية`, value: text(edition.rules_en, 'en') },
      ]}
    />
  );
}

export function PublicFacts({ edition }: { edition: Edition }) {
  const { t } = useLingui();
  return (
    <DescriptionList
      items={[
        { label: t`أسماء المحكّمين`, value: edition.jury_is_public ? t`معلنة` : t`غير معلنة` },
        { label: t`الأرقام`, value: edition.digits === 'latn' ? t`غربية` : t`عربية مشرقية` },
      ]}
    />
  );
}
