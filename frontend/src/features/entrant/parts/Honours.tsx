// What this person's entries won in any edition, each with its public page.
import { useLingui } from '@lingui/react/macro';
import { type Answer, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { Read } from '../../../shared/ui/States';

type Honour = Answer<'/api/v1/entrant/honours'>['items'][number];

function One({ honour }: { honour: Honour }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const place = honour.place === null ? '' : format.number(honour.place);
  const level = format.pick(honour.level_ar, honour.level_en);
  const won = level ? t`المركز ${place}: ${level}` : t`المركز ${place}`;
  const page = `${i18n.locale === 'en' ? '/en' : ''}/editions/${honour.edition_slug}/winners/${honour.number}`;
  return (
    <li>
      <Icon name="award" size={18} />
      <span>
        <a href={page} dir="auto">
          {format.pick(honour.title_ar, honour.title_en)}
        </a>
        <span className="tk-small">{honour.outcome === 'winner' ? won : t`تنويه`}</span>
        <span className="tk-small tk-soft" dir="auto">
          {`${format.pick(honour.edition_ar, honour.edition_en)} – ${format.pick(honour.category_ar, honour.category_en)}`}
        </span>
      </span>
    </li>
  );
}

/** Nothing while there is none: a first-time entrant is not told what they lack. */
export function Honours() {
  const { t } = useLingui();
  const honours = useGet('/api/v1/entrant/honours');
  return (
    <Read of={honours} lines={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Card title={t`الجوائز والتنويهات`}>
            <ul className="tk-plain-list tk-entrant-honours">
              {items.map((one) => (
                <One key={one.entry_id} honour={one} />
              ))}
            </ul>
          </Card>
        )
      }
    </Read>
  );
}
