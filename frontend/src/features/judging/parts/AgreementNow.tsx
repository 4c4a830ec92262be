// How jurors agree and hang together while the round runs: no score, no place. Opening it is recorded.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';

export function AgreementNow({ roundId }: { roundId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const found = useGet('/api/v1/rounds/{round_id}/agreement', { path: { round_id: roundId } });
  const share = (value: number | null) =>
    value === null ? '—' : format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <Read of={found}>
      {(data) => {
        const named = (ids: readonly string[], all: readonly { id: string; name_ar: string; name_en: string }[]) =>
          all
            .filter((one) => ids.includes(one.id))
            .map((one) => format.name(one))
            .join(i18n.locale === 'ar' ? '، ' : ', ');
        const now = data.divided_now.filter((id) => !data.divided_assigned.includes(id));
        const { agreement } = data;
        return (
          <Card title={t`اتفاق المحكّمين حتى الآن`}>
            <div className="tk-stack">
              <p className="tk-soft tk-measure">
                {t`ما أُرسل وحده، دون درجة ولا ترتيب ولا شدّة محكّم. يُسجَّل كل اطّلاع، ولا تتجدد هذه الأرقام من نفسها.`}
              </p>
              {agreement?.mean == null || agreement.single === null ? (
                <p>{t`لا يكفي ما أُرسل لقياس الاتفاق: يلزم تقييمان لخمس مشاركات على الأقل.`}</p>
              ) : (
                <>
                  <Figures>
                    <Figure
                      label={t`ثبات متوسط المشاركة`}
                      value={share(agreement.mean)}
                      note={t`من 1، ويحسن أن يبلغ 0.8`}
                    />
                    <Figure label={t`ثبات محكّم واحد`} value={share(agreement.single)} note={t`من 1`} />
                    <Figure
                      label={t`معامل كريبندورف ألفا`}
                      value={share(agreement.alpha)}
                      note={t`من ${format.number(data.evaluations)} من التقييمات`}
                    />
                    <Figure label={t`مشاركات لها أكثر من تقييم`} value={format.number(data.entries)} />
                  </Figures>
                  {agreement.needed !== null ? (
                    <p>{t`ليبلغ ثبات المتوسط 0.8 تحتاج كل مشاركة إلى ${format.number(agreement.needed)} من المحكّمين.`}</p>
                  ) : null}
                </>
              )}
              {data.divided_assigned.length > 0 ? (
                <Notice tone="warning" title={t`لن تُقارن كل المشاركات بعضها ببعض`}>
                  {t`أُسندت مجموعتان من المشاركات لا يجمعهما محكّم. أسند مشاركة من الأولى إلى محكّم من الثانية، في: ${named(data.divided_assigned, data.categories)}`}
                </Notice>
              ) : null}
              {now.length > 0 ? (
                <p>
                  {t`ما أُرسل مجموعتان لا يجمعهما محكّم بعد، ويجمعهما ما بقي من الإسناد: ${named(now, data.categories)}`}
                </p>
              ) : null}
              {data.divided_assigned.length + now.length === 0 && data.evaluations > 0 ? (
                <p>{t`تربط سلسلة من المحكّمين كل مشاركتين في الفئة الواحدة.`}</p>
              ) : null}
              {data.bridges.length > 0 ? (
                <p>{t`لو غاب واحد من هؤلاء انقطعت السلسلة: ${named(data.bridges, data.jurors)}`}</p>
              ) : null}
            </div>
          </Card>
        );
      }}
    </Read>
  );
}
