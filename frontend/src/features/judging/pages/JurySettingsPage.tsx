// How jurors are invited: the statement that they sign, the load, and the deadlines.
import { Trans, useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';

type Settings = components['schemas']['StaffJurySettings'];
interface Values {
  statement_ar: string;
  statement_en: string;
  load_asked: number | null;
  answer_days: number | null;
  conflict_days: number | null;
  former_years: number | null;
}

const editable = (row: Settings): Values => ({
  statement_ar: row.statement_ar ?? '',
  statement_en: row.statement_en ?? '',
  load_asked: row.load_asked ?? null,
  answer_days: row.answer_days ?? 7,
  conflict_days: row.conflict_days ?? 3,
  former_years: row.former_years ?? 3,
});

function SettingsForm({ editionId, saved, isFixed }: { editionId: string; saved: Settings; isFixed: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const { form, overwrite } = useEdit<Values, Settings>({
    saved,
    editable,
    blank: editable(saved),
    put: (v, header) =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/jury-settings', {
          params: { path: { edition_id: editionId }, header },
          body: {
            ...v,
            answer_days: v.answer_days ?? 7,
            conflict_days: v.conflict_days ?? 3,
            former_years: v.former_years ?? 3,
          },
        }),
      ),
    onSaved: async () => {
      notify(t`حُفظت إعدادات الدعوة.`);
      await refreshPaths('/api/v1/editions/{edition_id}/jury-settings');
    },
  });
  const { values, errors } = form;
  return (
    <FormFrame form={form} label={t`إعدادات الدعوة`} onOverwrite={overwrite}>
      <Card title={t`الإقرار الذي يوقّعه المحكّم`}>
        <BilingualField
          label={t`نص الإقرار`}
          multiline
          ar={values.statement_ar}
          en={values.statement_en}
          onChange={(c) => form.set('ar' in c ? { statement_ar: c.ar } : { statement_en: c.en })}
          errorAr={errors.statement_ar}
          errorEn={errors.statement_en}
        />
        <Notice>
          <p>{t`إن تُرك فارغًا وُقّع على النص المعتاد:`}</p>
          <p dir="auto">{format.pick(saved.usual_ar, saved.usual_en)}</p>
        </Notice>
      </Card>
      <Card title={t`المطلوب والمُهل`}>
        <NumberField
          {...form.field('load_asked')}
          label={t`عدد المشاركات المطلوب من كل محكّم في كل جولة على الأكثر`}
          help={t`يقبله المحكّم أو أقل منه بسبب، ولا تتجاوز خطط الإسناد ما قَبِله. إن تُرك فارغًا لم يُسأل.`}
          minValue={1}
        />
        <NumberField {...form.field('answer_days')} label={t`أيام الجواب عن الدعوة`} minValue={1} maxValue={90} />
        <NumberField {...form.field('conflict_days')} label={t`أيام البتّ في تعارض معلّق`} minValue={1} maxValue={90} />
        <NumberField
          {...form.field('former_years')}
          label={t`سنوات تُعدّ فيها جهة العمل السابقة تعارضًا`}
          minValue={0}
          maxValue={50}
        />
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          {isFixed ? null : (
            <Button type="submit" kind="primary" busy={form.saving}>
              <Trans>احفظ الإعدادات</Trans>
            </Button>
          )}
          <LinkButton to="/editions/$editionId/jurors" params={{ editionId }}>{t`رجوع`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function JurySettingsPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const settings = useGet('/api/v1/editions/{edition_id}/jury-settings', { path });
  const organises = useOrganises(edition.data);
  return (
    <Page
      title={t`إعدادات دعوة المحكّمين`}
      lead={t`ما يُطلب من المحكّم ويوقّع عليه. من وقّع من قبل يبقى على ما وقّع.`}
      crumbs={[{ label: t`المحكّمون`, to: '/editions/$editionId/jurors', params: { editionId } }]}
    >
      <Read of={settings}>{(saved) => <SettingsForm editionId={editionId} saved={saved} isFixed={!organises} />}</Read>
    </Page>
  );
}
