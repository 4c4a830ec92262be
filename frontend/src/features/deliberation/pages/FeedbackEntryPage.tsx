// Writing what an entrant is told: the jurors' comments beside it, copied as a draft and never with a name.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { type Answer, refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useHolds } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { feedbackStates } from '../words';
import '../problems';
import '../deliberation.css';

type Feedback = Answer<'/api/v1/entries/{entry_id}/feedback'>;
type Values = { strengths: string; improvements: string; ready: boolean };

const valuesOf = (of: Feedback): Values => ({
  strengths: of.strengths,
  improvements: of.improvements,
  ready: of.state === 'ready',
});
const added = (text: string, more: string): string => (text.trim() ? `${text.trimEnd()}\n${more}` : more);

export function FeedbackEntryPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const entryId = useParam('entryId');
  const feedback = useGet('/api/v1/entries/{entry_id}/feedback', { path: { entry_id: entryId } });
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const writes = useHolds(edition.data, 'organiser', 'chair');
  const data = feedback.data;
  return (
    <Page
      title={data ? t`ملاحظات المشاركة ${format.number(data.number)}` : t`ملاحظات للمشارك`}
      crumbs={[{ label: t`ملاحظات للمشاركين`, to: '/editions/$editionId/feedback', params: { editionId } }]}
      badge={data ? <StateBadge state={data.state} words={feedbackStates} /> : null}
      lead={data ? <bdi>{format.pick(data.title_ar, data.title_en)}</bdi> : null}
    >
      <Read of={feedback}>
        {(found) => <Writing key={entryId} of={found} isReadOnly={!writes || found.state === 'released'} />}
      </Read>
    </Page>
  );
}

function Writing({ of, isReadOnly }: { of: Feedback; isReadOnly: boolean }) {
  const { t } = useLingui();
  const path = { entry_id: of.entry_id };
  const { form, overwrite } = useEdit<Values, Feedback>({
    saved: of,
    editable: valuesOf,
    blank: valuesOf(of),
    put: (body, header) => must(api.PUT('/api/v1/entries/{entry_id}/feedback', { params: { path, header }, body })),
    onSaved: (saved) => {
      notify(saved.state === 'ready' ? t`حُفظت، وهي جاهزة للإرسال.` : t`حُفظت مسودةً.`);
      void refreshPaths('/api/v1/entries/{entry_id}/feedback', '/api/v1/editions/{edition_id}/feedback');
    },
  });
  const v = form.values;
  return (
    <div className="tk-deliberation-halves">
      <Card title={t`ما كتبه المحكّمون`}>
        {of.comments.length === 0 ? (
          <EmptyState title={t`لم يكتب المحكّمون تعليقًا`} icon="comment" />
        ) : (
          <Comments
            of={of}
            onCopy={isReadOnly ? null : (to, text) => form.set({ [to]: added(v[to], text) } as Partial<Values>)}
          />
        )}
      </Card>
      <FormFrame
        form={form}
        label={t`ملاحظات للمشارك`}
        fieldNames={{ strengths: t`نقاط القوة`, improvements: t`فرص التحسين`, ready: t`جاهزة للإرسال` }}
        onOverwrite={overwrite}
      >
        <Card title={t`ما يقرؤه صاحب المشاركة`}>
          {of.state === 'released' ? <Notice>{t`أُرسلت إلى صاحب المشاركة، فلا تُعدَّل.`}</Notice> : null}
          <TextArea
            label={t`نقاط القوة`}
            rows={7}
            maxLength={20000}
            isReadOnly={isReadOnly}
            value={v.strengths}
            onChange={(strengths) => form.set({ strengths })}
            error={form.errors.strengths}
          />
          <TextArea
            label={t`فرص التحسين`}
            rows={7}
            maxLength={20000}
            isReadOnly={isReadOnly}
            value={v.improvements}
            onChange={(improvements) => form.set({ improvements })}
            error={form.errors.improvements}
          />
          {isReadOnly ? null : (
            <>
              <Checkbox
                isSelected={v.ready}
                onChange={(ready) => form.set({ ready })}
                help={t`يرسلها المنظّم إلى صاحبها بعد نشر النتائج.`}
              >
                {t`جاهزة للإرسال`}
              </Checkbox>
              <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
                <Button type="submit" kind="primary" busy={form.saving}>{t`احفظ`}</Button>
              </FormActions>
            </>
          )}
        </Card>
      </FormFrame>
    </div>
  );
}

interface CommentsProps {
  of: Feedback;
  onCopy: ((to: 'strengths' | 'improvements', text: string) => void) | null;
}

function Comments({ of, onCopy }: CommentsProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <ul className="tk-deliberation-members">
      {of.comments.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two jurors may write the same; the list does not move
        <li key={at} className="tk-stack tk-gap-2">
          <span className="tk-small tk-soft">
            <bdi>{format.pick(one.criterion_ar, one.criterion_en) || t`المشاركة كلها`}</bdi>
          </span>
          <p dir="auto">{one.text}</p>
          {onCopy ? (
            <span className="tk-row tk-gap-2">
              <Button size="small" kind="quiet" icon="copy" onPress={() => onCopy('strengths', one.text)}>
                {t`إلى نقاط القوة`}
              </Button>
              <Button size="small" kind="quiet" icon="copy" onPress={() => onCopy('improvements', one.text)}>
                {t`إلى فرص التحسين`}
              </Button>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
