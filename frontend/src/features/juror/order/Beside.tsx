// The entry that is being placed, as its juror may read it.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Read } from '../../../shared/ui/States';
import { DeskActsContext } from '../deskActs';
import type { AskProps } from '../parts/Ask';
import { EntryView } from '../parts/EntryView';
import type { Entry } from './model';

const Ask = lazy(async () => ({ default: (await import('../parts/Ask')).Ask }));

export function Beside({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const [file, setFile] = useState<AskProps['file']>(null);
  const desk = useGet('/api/v1/juror/evaluations/{evaluation_id}', { path: { evaluation_id: entry.evaluation_id } });
  const acts = useMemo(() => ({ cite: null, report: setFile, show: () => undefined, nameOf: () => '' }), []);
  return (
    <DeskActsContext value={acts}>
      <h2 className="tk-h2 tk-rank-heading">
        <bdi dir="auto">{format.pick(entry.title_ar, entry.title_en)}</bdi>
      </h2>
      <p className="tk-rank-more">
        <Link to="/juror/evaluations/$evaluationId" params={{ evaluationId: entry.evaluation_id }}>
          {t`صفحة المشاركة: تعارض مصالح أو سؤال أو طباعة`}
        </Link>
      </p>
      <Read of={desk}>{(data) => <EntryView desk={data} />}</Read>
      {file ? (
        <Suspense>
          <Ask evaluationId={entry.evaluation_id} file={file} onClose={() => setFile(null)} />
        </Suspense>
      ) : null}
    </DeskActsContext>
  );
}
