// What the log keeps of an act, one named value a line.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { When } from '../../../shared/ui/When';
import { factWords, valueWords } from '../factWords';
import { fieldWords } from '../fieldWords';
import { factLines, type Line, type Shown } from '../model';

const FEW = 3;

function Value({ of }: { of: Shown }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const word = (text: string): string => {
    const known = valueWords[text];
    return known ? i18n._(known) : text;
  };
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  switch (of.kind) {
    case 'text':
      return <bdi>{word(of.text)}</bdi>;
    case 'number':
      return <bdi>{format.number(of.number)}</bdi>;
    case 'moment':
      return <When at={of.at} show="short" />;
    case 'yes':
      return of.yes ? t`نعم` : t`لا`;
    case 'hash':
      return <code title={of.hash}>{of.hash.slice(0, 12)}…</code>;
    case 'fields':
      return of.names
        .map((name) => {
          const known = fieldWords[name];
          return known ? i18n._(known) : name;
        })
        .join(comma);
    case 'list':
      return <bdi>{of.items.map(word).join(comma)}</bdi>;
  }
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { i18n } = useLingui();
  return (
    <dl className="tk-audit-facts tk-small">
      {lines.map((line) => {
        const known = factWords[line.name];
        return (
          <div key={line.name + line.value.kind}>
            <dt>{known ? i18n._(known) : <code>{line.name}</code>}</dt>
            <dd>
              <Value of={line.value} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function Facts({ facts }: { facts: Record<string, unknown> }) {
  const { t } = useLingui();
  const lines = factLines(facts);
  if (lines.length === 0) return <span className="tk-faint">—</span>;
  return (
    <>
      <Lines lines={lines.slice(0, FEW)} />
      {lines.length > FEW ? (
        <details className="tk-audit-more tk-small">
          <summary>{t`المزيد`}</summary>
          <Lines lines={lines.slice(FEW)} />
        </details>
      ) : null}
    </>
  );
}
