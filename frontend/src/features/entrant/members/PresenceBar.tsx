// Who else is at the entry now: letters in circles, their names beside them for those who cannot hover.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { initials } from './initials';
import { type Here, useOthersAt } from './presence';
import './members.css';

export function Avatar({ name }: { name: string }) {
  return (
    <span className="tk-entrant-avatar" aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function PresenceBar({ others }: { others: readonly Here[] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-entrant-here" role="status" aria-live="polite">
      {others.length > 0 ? (
        <>
          <span className="tk-small tk-soft">{t`معك الآن في هذه المشاركة:`}</span>
          <ul className="tk-plain-list">
            {others.map((one) => (
              <li key={one.user_id}>
                <Avatar name={format.name(one)} />
                <bdi className="tk-small">{format.name(one)}</bdi>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

/** At a field: who is writing in it. */
export function PresenceAt({ place }: { place: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const others = useOthersAt(place);
  if (others.length === 0) return null;
  const names = others.map((one) => format.name(one)).join(format.reader.language === 'ar' ? '، ' : ', ');
  return (
    <span className="tk-entrant-at">
      <Icon name="edit" size={16} />
      <span dir="auto">{t`في هذا الحقل الآن: ${names}`}</span>
    </span>
  );
}
