// Names that changed after the freeze: what is signed and published is what was frozen.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Notice } from '../../../shared/ui/Notice';

type Renamed = components['schemas']['RenamedOut'];

const things: Record<Exclude<Renamed['what'], 'category'>, MessageDescriptor> = {
  programme: msg`اسم البرنامج`,
  edition: msg`اسم الدورة`,
  title: msg`عنوان المشاركة`,
  summary: msg`ملخص المشاركة`,
  entrant: msg`صاحب المشاركة`,
};

export function RenamedNotice({ renamed }: { renamed: readonly Renamed[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  if (renamed.length === 0) return null;
  const name = (ar: string, en: string) => <bdi className="tk-strong">{format.pick(ar, en) || '—'}</bdi>;
  return (
    <Notice tone="warning" title={t`تغيّرت أسماء بعد التجميد`}>
      <p>{t`يُوقَّع ويُنشر ما جُمّد. إن صحّ الاسم الجديد فأعد النتائج إلى المنظّم ليجمّدها من جديد.`}</p>
      <ul>
        {renamed.map((one) => (
          <li key={`${one.what}-${one.number}-${one.before_ar}`}>
            {one.what === 'category' ? nouns.One : i18n._(things[one.what])}
            {one.number === null ? null : ` ${format.number(one.number, { useGrouping: false })}`}
            {': '}
            {t`جُمّد`} {name(one.before_ar, one.before_en)} {t`وهو الآن`} {name(one.now_ar, one.now_en)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
