// Where all the juror's work is, in one of five states: on this device, on its way, arrived, offline, needing them.
import { useLingui } from '@lingui/react/macro';
import { timeText } from '../../../shared/i18n/dates';
import { useFormat } from '../../../shared/i18n/react';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { useOutbox } from '../useOutbox';

type State = 'kept' | 'syncing' | 'saved' | 'offline' | 'conflict';

export interface OutboxStatusProps {
  zone: string;
  /** when the page last had the server's word */
  readAt: number;
}

export function OutboxStatus({ zone, readAt }: OutboxStatusProps) {
  const { t } = useLingui();
  const { number, reader } = useFormat();
  const { waiting, parked, sending, paused, syncedAt } = useOutbox();
  const at = syncedAt ?? (readAt > 0 ? new Date(readAt).toISOString() : null);
  const n = number(waiting);
  const lines: [State, IconName, string][] = [];
  if (parked > 0) lines.push(['conflict', 'warning', t`يلزم قرارك (${number(parked)})`]);
  if (waiting > 0) {
    if (sending) lines.push(['syncing', 'clock', t`جارٍ الإرسال (${n})`]);
    else if (paused === 'away') lines.push(['offline', 'offline', t`لا اتصال: محفوظ على هذا الجهاز (${n})`]);
    else if (paused === 'signed_out')
      lines.push(['offline', 'lock', t`محفوظ على هذا الجهاز، يُرسل حين تسجّل الدخول (${n})`]);
    else lines.push(['kept', 'clock', t`محفوظ على هذا الجهاز (${n})`]);
  }
  if (lines.length === 0) {
    const time = at ? timeText(at, zone, reader) : '';
    lines.push(['saved', 'success', time ? t`كل عملك على الخادم، ${time}` : t`كل عملك على الخادم`]);
  }
  return (
    <div className="tk-row tk-gap-4" role="status">
      {lines.map(([state, icon, text]) => (
        <p key={state} className="tk-juror-status" data-state={state}>
          <Icon name={icon} size={18} />
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
