// Where the work is: always visible, in words and a sign, announced politely.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Snapshot } from '../../../offline/evaluation';
import { Unsaved } from '../../../shared/forms/Unsaved';
import { timeText } from '../../../shared/i18n/dates';
import { useFormat } from '../../../shared/i18n/react';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { useOutbox } from '../useOutbox';

interface Props {
  shown: Snapshot;
  zone: string;
  /** of an order of entries, not of an evaluation */
  isOrder?: boolean;
  /** a second sight of the same line: not announced again */
  silent?: boolean;
}

export function SaveStatus({ shown, zone, isOrder = false, silent = false }: Props) {
  const { t } = useLingui();
  const { number, reader } = useFormat();
  const at = shown.savedAt ? timeText(shown.savedAt, zone, reader) : '';
  const words: Record<Snapshot['state'], [IconName, string]> = {
    saved: at ? ['success', t`حُفظ ${at}`] : ['info', t`يُحفظ كل تغيير تلقائيًا`],
    waiting: shown.unkept ? ['warning', t`على هذه الشاشة وحدها`] : ['clock', t`حُفظ على هذا الجهاز`],
    saving: ['clock', t`جارٍ الحفظ…`],
    offline: shown.unkept
      ? ['warning', t`لا اتصال، والجهاز لا يحفظ: أبقِ الصفحة مفتوحة`]
      : ['offline', shown.pending ? t`لا اتصال: يُرسل حين يعود` : t`لا اتصال: محفوظ على هذا الجهاز`],
    conflict: ['warning', shown.otherTab ? t`يلزم قرارك: عُدّل في تبويب آخر` : t`يلزم قرارك: عُدّل على جهاز آخر`],
    held: ['warning', isOrder ? t`أُرسل الترتيب من دون تغييراتك الأخيرة` : t`أُرسل التقييم من دون تغييراتك الأخيرة`],
    refused: ['error', t`لم يُقبل الحفظ، وعملك باقٍ هنا`],
  };
  const [icon, text] = words[shown.state];
  const { waiting, parked } = useOutbox();
  const mine = shown.state === 'conflict' || shown.state === 'held' || shown.state === 'refused';
  const isOpen = mine || shown.state === 'waiting' || shown.state === 'saving' || shown.state === 'offline';
  const n = isOpen && !mine ? waiting : 0;
  // Of other entries: what needs the juror first.
  const others =
    parked > (mine ? 1 : 0)
      ? t`يلزم قرارك (${number(parked)})`
      : !isOpen && waiting > 0
        ? t`على هذا الجهاز (${number(waiting)})`
        : null;
  return (
    <>
      <p
        className="tk-juror-status"
        data-state={shown.state}
        {...(silent ? { 'aria-hidden': true } : { role: 'status' })}
      >
        <Icon name={icon} size={18} />
        <span>{text}</span>
        {n > 1 ? <bdi>({number(n)})</bdi> : null}
        {others && !silent ? <Link to="/juror">{others}</Link> : null}
      </p>
      {silent ? null : <Unsaved when={shown.unkept && isOpen} />}
    </>
  );
}
