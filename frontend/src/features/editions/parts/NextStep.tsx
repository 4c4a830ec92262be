// Where the edition stands, the next step, and everything that it still asks for, with a way to it.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { components } from '../../../shared/api/schema';
import { useNouns } from '../../../shared/nouns';
import { phaseWords } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { StepTrack } from '../../../shared/ui/Progress';
import { placeIn } from '../links';
import type { Edition } from '../model/edition';
import { ORDER, type Phase } from '../model/phases';
import { doneWords, emptyUntil, stepWords } from '../phaseWords';
import { PhaseDialog } from './PhaseDialog';
import '../home.css';

type Readiness = components['schemas']['Readiness'];
type Item = components['schemas']['ReadinessItem'];

function Line({ item, editionId }: { item: Item; editionId: string }) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const done = doneWords[item.code];
  const link = item.done ? null : placeIn(editionId, item.loc[0] ?? '');
  return (
    <li data-done={item.done || undefined}>
      <Icon name={item.done ? 'success' : 'clock'} />
      <span>
        <span className="tk-hidden">{item.done ? t`تمّ: ` : t`باقٍ: `}</span>
        {link ? (
          <Link {...link}>{item.message}</Link>
        ) : item.done && done ? (
          i18n._({ ...done, values: { ...nouns } })
        ) : (
          item.message
        )}
      </span>
      {link ? <Icon name="chevron-forward" size={16} /> : null}
    </li>
  );
}

export function Track({ phase }: { phase: Phase }) {
  const { t, i18n } = useLingui();
  return (
    <StepTrack
      label={t`مراحل الدورة`}
      current={phase}
      steps={ORDER.map((id) => {
        const words = phaseWords[id]?.[1];
        return { id, label: words ? i18n._(words) : id };
      })}
    />
  );
}

interface Props {
  edition: Edition;
  readiness: Readiness;
  organises: boolean;
}

export function NextStep({ edition, readiness, organises }: Props) {
  const { t, i18n } = useLingui();
  const [stepping, setStepping] = useState(false);
  const next = readiness.next === 'cancelled' ? null : readiness.next;
  const words = next ? stepWords[next] : undefined;
  const missing = readiness.items.filter((item) => !item.done);
  // Done things first would hide what is to do: what is missing stands above.
  const lacking = new Set(missing.map((item) => item.code));
  const done = readiness.items.filter((item) => item.done && !lacking.has(emptyUntil[item.code] ?? ''));
  const items = [...missing, ...done];
  return (
    <Card title={t`مسار الدورة`}>
      <Track phase={edition.phase} />
      {next && words ? (
        <div className="tk-editions-next">
          <div className="tk-editions-next-words">
            <p className="tk-tiny tk-soft">{t`الخطوة التالية`}</p>
            <h3 className="tk-h2">{i18n._(words.act)}</h3>
            <p className="tk-soft">
              {missing.length > 0 ? (
                <Plural
                  value={missing.length}
                  zero="كل شيء جاهز."
                  one="بقي أمر واحد قبل هذه الخطوة."
                  two="بقي أمران قبل هذه الخطوة."
                  few="بقيت # أمور قبل هذه الخطوة."
                  many="بقي # أمرًا قبل هذه الخطوة."
                  other="بقي # أمر قبل هذه الخطوة."
                />
              ) : (
                <Trans>كل شيء جاهز. لا تحدث الخطوة إلا بقرارك.</Trans>
              )}
            </p>
          </div>
          {organises ? (
            <Button kind="primary" size="large" isDisabled={missing.length > 0} onPress={() => setStepping(true)}>
              {i18n._(words.act)}
            </Button>
          ) : null}
          {items.length > 0 ? (
            <ul className="tk-editions-ready">
              {items.map((item) => (
                <Line key={item.code} item={item} editionId={edition.id} />
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
      {stepping && next ? <PhaseDialog edition={edition} next={next} onClose={() => setStepping(false)} /> : null}
    </Card>
  );
}
