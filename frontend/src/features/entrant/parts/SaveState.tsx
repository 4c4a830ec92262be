// The whole form's state in one line, always in view; only trouble is spoken aloud.
import { Plural, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { Spinner } from '../../../shared/ui/Spinner';
import { useOnline } from '../../../shared/useOnline';
import { overall } from '../model/fieldState';
import type { Saver } from '../model/saver';
import { useAll } from '../model/useSaver';
import { useSavedAt } from './FieldStatus';

export function SaveState({ saver, zone }: { saver: Saver; zone: string }) {
  const { t } = useLingui();
  const online = useOnline();
  const savedAt = useSavedAt(zone);
  const sum = overall(useAll(saver).values());
  const line = (tone: string, icon: IconName | null, words: ReactNode) => (
    <p className="tk-entrant-status tk-entrant-overall" data-tone={tone}>
      {icon ? <Icon name={icon} size={18} /> : <Spinner size={16} />}
      <span>{words}</span>
    </p>
  );
  const trouble =
    sum.conflicts > 0
      ? line(
          'bad',
          'warning',
          <Plural
            value={sum.conflicts}
            zero="لا شيء يحتاج قرارك"
            one="حقل واحد يحتاج قرارك"
            two="حقلان يحتاجان قرارك"
            few="# حقول تحتاج قرارك"
            many="# حقلًا تحتاج قرارك"
            other="# حقل تحتاج قرارك"
          />,
        )
      : sum.closed > 0
        ? line('bad', 'lock', t`أُغلق التعديل قبل أن يُحفظ كل ما كتبته. نصّك محفوظ على هذا الجهاز.`)
        : sum.waiting > 0
          ? online
            ? line('wait', 'warning', t`لم يُحفظ بعد: تعذّر الوصول إلى الخادم. نعيد المحاولة.`)
            : line('wait', 'offline', t`لا اتصال. ما تكتبه محفوظ على هذا الجهاز، ويُرسل حين يعود الاتصال.`)
          : sum.wrong > 0
            ? line(
                'bad',
                'warning',
                <Plural
                  value={sum.wrong}
                  zero="كل الحقول محفوظة"
                  one="حقل واحد لم يُحفظ: صحّحه"
                  two="حقلان لم يُحفظا: صحّحهما"
                  few="# حقول لم تُحفظ: صحّحها"
                  many="# حقلًا لم تُحفظ: صحّحها"
                  other="# حقل لم تُحفظ: صحّحها"
                />,
              )
            : null;
  const at = sum.savedAt ? savedAt(sum.savedAt) : '';
  return (
    <>
      <div role="status">{trouble}</div>
      {trouble
        ? null
        : sum.saving > 0
          ? line('busy', null, t`جارٍ الحفظ…`)
          : online
            ? line('calm', 'success', at ? t`حُفظ كل شيء، ${at}` : t`يُحفظ ما تكتبه تلقائيًا`)
            : line('wait', 'offline', t`لا اتصال. ما تكتبه يُحفظ على هذا الجهاز.`)}
    </>
  );
}
