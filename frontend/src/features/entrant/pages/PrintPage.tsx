// The entry as a document: for the printer, for a file, for the colleague who signs it off.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { FormAnswers } from '../../../shared/entry/FormAnswers';
import { setReader } from '../../../shared/i18n/i18n';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { heading } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { FileRow } from '../../../shared/ui/FileDrop';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { serverNow } from '../model/clock';
import type { Entry } from '../model/transport';
import '../problems';
import '../entrant.css';

function Paper({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const me = useMe();
  const zone = entry.edition.timezone;
  const { edition } = entry;
  const filesIn = (id: string) => entry.attachments.filter((file) => file.field_id === id);
  const number = format.number(entry.number, { useGrouping: false });
  const title = format.pick(entry.title_ar, entry.title_en);
  const other = format.reader.language === 'ar' ? entry.title_en : entry.title_ar;
  const summary = format.pick(entry.summary_ar, entry.summary_en);
  const facts: [string, React.ReactNode][] = [
    [t`رقم المشاركة`, number],
    [
      heading(format.pick(edition.category_noun_ar, edition.category_noun_en)),
      <bdi key="c">{format.name(entry.category)}</bdi>,
    ],
    [t`باسم`, <bdi key="o">{format.name(entry.organisation ?? me)}</bdi>],
    [t`الحالة`, <StateBadge key="s" of="entry" state={entry.state} />],
    entry.submitted_at
      ? [t`قُدّمت في`, <When key="w" at={entry.submitted_at} zone={zone} />]
      : [t`آخر موعد`, <When key="w" at={entry.deadline} zone={zone} />],
  ];
  return (
    <article className="tk-entrant-paper">
      <title>{title}</title>
      <header>
        <p className="tk-soft" dir="auto">
          {format.pick(edition.programme_ar, edition.programme_en)}
        </p>
        <p className="tk-small tk-soft" dir="auto">
          {format.name(edition)}
        </p>
        <h1 className="tk-h1" dir="auto" tabIndex={-1} data-page-title>
          {title}
        </h1>
        {other && other !== title ? (
          <p className="tk-soft" dir="auto">
            {other}
          </p>
        ) : null}
      </header>
      <dl className="tk-entrant-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {summary ? (
        <p className="tk-answer-long" dir="auto">
          {summary}
        </p>
      ) : null}
      <FormAnswers
        sections={entry.sections}
        fields={entry.fields}
        answers={entry.answers}
        services={entry.services}
        byAgency={entry.organisation !== null}
        filesOf={(id) => filesIn(id).length}
        files={(field) =>
          filesIn(field.id).length > 0 ? (
            <div className="tk-stack tk-gap-2">
              {filesIn(field.id).map((file) => (
                <FileRow
                  key={file.id}
                  name={file.name}
                  size={file.size}
                  note={<code className="tk-entrant-hash">{file.sha256}</code>}
                />
              ))}
            </div>
          ) : null
        }
        empty={t`لم يُجب عنه`}
        noFile={t`لم يُرفق ملف`}
      />
      <footer className="tk-small tk-soft">
        {t`طُبعت في`} <When at={new Date(serverNow()).toISOString()} zone={zone} />
      </footer>
    </article>
  );
}

export function PrintPage() {
  const { t } = useLingui();
  const { reader } = useFormat();
  const id = useParam('entryId');
  const entry = useGet('/api/v1/entrant/entries/{entry_id}', { path: { entry_id: id } });
  const other = reader.language === 'ar' ? 'en' : 'ar';
  return (
    <div className="tk-entrant-print">
      <div className="tk-row tk-no-print tk-entrant-print-tools">
        <LinkButton kind="quiet" icon="arrow-back" to="/entrant/entries/$entryId" params={{ entryId: id }}>
          {t`عُد إلى المشاركة`}
        </LinkButton>
        <span className="tk-row">
          <Button icon="globe" onPress={() => void setReader({ language: other })}>
            <span lang={other}>{other === 'en' ? 'English' : 'العربية'}</span>
          </Button>
          <Button kind="primary" icon="print" onPress={() => window.print()}>
            {t`اطبع`}
          </Button>
        </span>
      </div>
      <Read of={entry} lines={14}>
        {(data) => <Paper entry={data} />}
      </Read>
    </div>
  );
}
