// Under every field: is it saved, since when, and if not, why and what happens next. Never by colour alone.
import { useLingui } from '@lingui/react/macro';
import { dayIn, timeText } from '../../../shared/i18n/dates';
import { useFormat } from '../../../shared/i18n/react';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { Spinner } from '../../../shared/ui/Spinner';
import { useOnline } from '../../../shared/useOnline';
import { isEmpty } from '../model/answers';
import { serverNow } from '../model/clock';
import type { FieldState } from '../model/fieldState';

/** 10:42 today; with its day otherwise. */
export function useSavedAt(zone: string): (at: string) => string {
  const format = useFormat();
  return (at) => {
    const recent = serverNow() - Date.parse(at) < 12 * 3_600_000;
    return recent ? timeText(at, zone, format.reader) : format.day(dayIn(at, zone));
  };
}

export interface FieldStatusProps {
  state: FieldState;
  zone: string;
  /** still being typed: not yet called wrong */
  early?: boolean;
  /** a text over its limit: saved, but not submitted like this */
  over?: boolean;
}

export function FieldStatus({ state, zone, early = false, over = false }: FieldStatusProps) {
  const { t } = useLingui();
  const online = useOnline();
  const savedAt = useSavedAt(zone);
  const say = (tone: string, icon: IconName | null, words: string) => (
    <span className="tk-entrant-status" data-tone={tone}>
      {icon ? <Icon name={icon} size={16} /> : <Spinner size={14} />}
      <span>{words}</span>
    </span>
  );
  const at = state.base.at ? savedAt(state.base.at) : '';
  switch (state.phase) {
    case 'dirty':
    case 'saving':
      return say('busy', null, t`جارٍ الحفظ…`);
    case 'waiting':
      return online
        ? say('wait', 'warning', t`لم يُحفظ بعد: تعذّر الوصول إلى الخادم. نعيد المحاولة، ونصّك محفوظ على هذا الجهاز.`)
        : say('wait', 'offline', t`لم يُحفظ بعد: لا اتصال. نصّك محفوظ على هذا الجهاز، ويُرسل حين يعود الاتصال.`);
    case 'wrong':
      if (early) return null;
      return say('bad', 'warning', t`لم يُحفظ: صحّحه أولًا. نصّك محفوظ على هذا الجهاز.`);
    case 'refused':
      return say('bad', 'warning', t`لم يُحفظ: صحّحه أولًا. نصّك محفوظ على هذا الجهاز.`);
    case 'conflict':
      return say('bad', 'warning', t`لم يُحفظ: يحتاج قرارك.`);
    case 'closed':
      return say('bad', 'lock', t`لم يُحفظ: أُغلق التعديل. نصّك محفوظ على هذا الجهاز.`);
    default:
      if (!at || isEmpty(state.base.value)) return null;
      return over ? say('wait', 'warning', t`حُفظ ${at}، ولا يُقدَّم حتى تختصره.`) : say('calm', 'check', t`حُفظ ${at}`);
  }
}
