// A little of the API from memory, for the gallery and its screenshots. Not a test double: journeys run the real server.
const org = (i) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;
const names = [
  ['جائزة إنجاز للتعاملات الرقمية', 'Injaz Digital Transactions Award', 'award', 3],
  ['جائزة التميّز البلدي', 'Municipal Excellence Award', 'award', 2],
  ['قياس التحوّل الرقمي', 'Digital Transformation Measurement', 'measurement', 5],
  [
    'جائزة الابتكار في الخدمات الحكومية المقدَّمة عن بُعد للأفراد ولقطاع الأعمال',
    'Innovation in Remote Government Services for People and Businesses',
    'award',
    0,
  ],
];
const programmes = Array.from({ length: 31 }, (_, i) => {
  const [ar, en, kind, editions] = names[i % names.length];
  return {
    id: org(i + 1),
    slug: `p${i + 1}`,
    kind,
    name_ar: i < 4 ? ar : `${ar} (${i + 1})`,
    name_en: i < 4 ? en : `${en} (${i + 1})`,
    noun_ar: 'جائزة',
    noun_en: 'award',
    category_noun_ar: 'فرع',
    category_noun_en: 'branch',
    description_ar: '',
    description_en: '',
    reply_to: 'awards@example.org',
    colour: '',
    editions,
    is_demo: true,
    created_at: '2025-11-16T08:30:00Z',
    version: 3,
  };
});
const all = ['organiser', 'juror', 'approver', 'auditor', 'admin', 'entrant'];
const grants = all.map((role) => ({
  role,
  scope_kind: 'instance',
  scope_id: null,
  scope_name_ar: null,
  scope_name_en: null,
}));
const me = {
  user_id: org(99),
  email: 'organiser@example.org',
  name_ar: 'نورة العتيبي',
  name_en: 'Noura Al-Otaibi',
  language: 'ar',
  digits: 'latn',
  grants,
  version: 1,
  demo: true,
};
const edition = {
  id: org(50),
  programme_id: org(1),
  slug: 'injaz-2',
  name_ar: 'الدورة الثانية',
  name_en: 'Second edition',
  phase: 'judging',
  timezone: 'Asia/Riyadh',
  digits: 'latn',
  opens_at: '2026-01-04T05:00:00Z',
  closes_at: '2026-03-31T20:58:00Z',
  is_demo: true,
  version: 1,
};
const sessions = [
  {
    id: org(70),
    user_agent: 'Firefox 140, Linux',
    address: '10.0.0.7',
    created_at: '2026-03-01T06:00:00Z',
    last_used_at: '2026-03-02T06:00:00Z',
    current: true,
  },
  {
    id: org(71),
    user_agent: 'Safari 19, iPad',
    address: '10.0.0.9',
    created_at: '2026-03-01T06:00:00Z',
    last_used_at: '2026-03-01T09:12:00Z',
    current: false,
  },
];

export function fakeApi(incoming, answer) {
  const url = new URL(incoming.url, 'http://localhost');
  const send = (status, body) =>
    answer
      .writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' })
      .end(JSON.stringify(body));
  const path = url.pathname.replace('/api/v1', '');
  const list = (items) => {
    const size = Number(url.searchParams.get('size') ?? 25);
    const page = Number(url.searchParams.get('page') ?? 1);
    return send(200, { items: items.slice((page - 1) * size, page * size), total: items.length, page, size });
  };
  if (path === '/refresh')
    return incoming.headers.cookie?.includes('fake=out')
      ? send(401, { code: 'signed_out', status: 401 })
      : send(200, { access_token: 'fake' });
  if (path === '/sign-in') {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    return incoming.on('end', () =>
      body.includes('wrong')
        ? send(401, { code: 'bad_credentials', status: 401, title: '' })
        : send(200, { access_token: 'fake' }),
    );
  }
  if (path === '/sign-out') return answer.writeHead(204).end();
  if (path === '/first-run') return send(200, { needed: false, demo: true });
  if (path === '/me') return send(200, me);
  if (path === '/account/sessions') return list(sessions);
  if (path === '/programmes') {
    const q = url.searchParams.get('q') ?? '';
    const kind = url.searchParams.get('kind');
    return list(programmes.filter((p) => (p.name_ar + p.name_en).includes(q) && (!kind || p.kind === kind)));
  }
  if (path.startsWith('/programmes/')) {
    const found = programmes.find((p) => path.endsWith(p.id));
    if (incoming.method === 'PUT')
      return send(422, {
        code: 'invalid',
        status: 422,
        errors: [{ loc: ['body', 'slug'], code: 'taken', message: '' }],
      });
    return found ? send(200, found) : send(404, { code: 'not_found', status: 404 });
  }
  if (path === '/editions') return list([edition]);
  if (path.startsWith('/editions/')) return send(200, edition);
  return send(404, { code: 'not_found', status: 404 });
}
