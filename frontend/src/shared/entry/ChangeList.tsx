// What changed between two versions of a form, in plain words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { components } from '../api/schema';
import { useFormat } from '../i18n/react';
import { Icon, type IconName } from '../ui/Icon';
import './inputs.css';

export type FormChange = components['schemas']['FormChange'];

const DETAILS: Record<string, MessageDescriptor> = {
  label: msg({ message: 'النص', context: 'what changed' }),
  help: msg({ message: 'الإرشاد', context: 'what changed' }),
  required: msg({ message: 'الإلزام', context: 'what changed' }),
  visible_to_jurors: msg({ message: 'اطّلاع المحكّمين', context: 'what changed' }),
  limits: msg({ message: 'الحدود', context: 'what changed' }),
  file_types: msg({ message: 'أنواع الملفات', context: 'what changed' }),
  choices: msg({ message: 'الخيارات', context: 'what changed' }),
  settings: msg({ message: 'الإعدادات', context: 'what changed' }),
  condition: msg({ message: 'شرط الظهور', context: 'what changed' }),
  freeze: msg({ message: 'موعد التثبيت', context: 'what changed' }),
  section: msg({ message: 'القسم', context: 'what changed' }),
  code: msg({ message: 'الرمز', context: 'what changed' }),
};
const ICONS: Record<FormChange['kind'], IconName> = { added: 'plus', removed: 'minus', changed: 'edit', moved: 'sort' };

/** A long list shows its beginning. */
const MANY = 8;
const FIRST = 6;

export function ChangeList({ changes }: { changes: readonly FormChange[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const words = (change: FormChange): string => {
    const name = format.pick(change.label_ar, change.label_en);
    if (change.what === 'form') return t`تغيّر ترتيب الأسئلة.`;
    const section = change.what === 'section';
    if (change.kind === 'added') return section ? t`أُضيف القسم «${name}».` : t`أُضيف السؤال «${name}».`;
    if (change.kind === 'removed') return section ? t`حُذف القسم «${name}».` : t`حُذف السؤال «${name}».`;
    const what = change.details
      .map((one) => (DETAILS[one] ? i18n._(DETAILS[one]) : one))
      .join(format.reader.language === 'ar' ? '، ' : ', ');
    return section ? t`تغيّر في القسم «${name}»: ${what}.` : t`تغيّر في السؤال «${name}»: ${what}.`;
  };
  const list = (some: readonly FormChange[]) => (
    <ul className="tk-entry-changes">
      {some.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that is only read
        <li key={at} data-kind={change.kind}>
          <Icon name={ICONS[change.kind]} size={16} />
          <span>{words(change)}</span>
        </li>
      ))}
    </ul>
  );
  if (changes.length <= MANY) return list(changes);
  const more = format.number(changes.length - FIRST);
  return (
    <div>
      {list(changes.slice(0, FIRST))}
      <details className="tk-entry-more">
        <summary>{t`بقية التغييرات: ${more}`}</summary>
        {list(changes.slice(FIRST))}
      </details>
    </div>
  );
}
