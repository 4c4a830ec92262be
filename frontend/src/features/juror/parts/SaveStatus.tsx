// Where the work is: always visible, in words and a sign, announced politely.
import { useLingui } from '@lingui/react/macro';
import type { Snapshot } from '../../../offline/evaluation';
import { timeText } from '../../../shared/i18n/dates';
import { useReader } from '../../../shared/i18n/react';
import { Icon, type IconName } from '../../../shared/ui/Icon';

interface Props {
  shown: Snapshot;
  zone: string;
  /** a second sight of the same line: not announced again */
  silent?: boolean;
}

export function SaveStatus({ shown, zone, silent = false }: Props) {
  const { t } = useLingui();
  const reader = useReader();
  const at = shown.savedAt ? timeText(shown.savedAt, zone, reader) : '';
  const words: Record<Snapshot['state'], [IconName, string]> = {
    saved: at ? ['success', t`حُفظ ${at}`] : ['info', t`يُحفظ كل تغيير تلقائيًا`],
    waiting: ['clock', t`حُفظ على هذا الجهاز`],
    saving: ['clock', t`جارٍ الحفظ…`],
    offline: ['offline', shown.pending ? t`لا اتصال: يُرسل حين يعود` : t`لا اتصال: محفوظ على هذا الجهاز`],
    conflict: ['warning', shown.otherTab ? t`يلزم قرارك: عُدّل في تبويب آخر` : t`يلزم قرارك: عُدّل على جهاز آخر`],
    held: ['warning', t`أُرسل التقييم من دون تغييراتك الأخيرة`],
    refused: ['error', t`لم يُقبل الحفظ، وعملك باقٍ هنا`],
  };
  const [icon, text] = words[shown.state];
  return (
    <p
      className="tk-juror-status"
      data-state={shown.state}
      {...(silent ? { 'aria-hidden': true } : { role: 'status' })}
    >
      <Icon name={icon} size={18} />
      <span>{text}</span>
    </p>
  );
}
