import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { decode } from '../src/api/decode';
import { kindByVersion } from '../src/kinds/table';
const root='/work/shared/fidelity/recordings/';
const seen = new Map<string, any[]>();
for (const d of readdirSync(root)) for (const f of readdirSync(root+d)) if (f.startsWith('snapshot')) {
  for (const o of JSON.parse(readFileSync(root+d+'/'+f,'utf8'))) {
    const k=o.apiVersion+'/'+o.kind; const list=seen.get(k)??[]; if(list.length<12 || (o.kind==='Pod'&&list.length<40)) list.push(o); seen.set(k,list);
  }}
function* paths(v: any, p: (string|number)[] = []): Generator<(string|number)[]> {
  if (v===null||typeof v!=='object') return;
  for (const k of Object.keys(v)) { const q=[...p,k]; yield q; yield* paths(v[k],q); }
}
function without(o: any, p: (string|number)[], value: unknown): any { const c=structuredClone(o); let t=c; for(const k of p.slice(0,-1)) t=t[k]; const last=p.at(-1)!; if(value===undefined) { if(Array.isArray(t)) t.splice(Number(last),1); else delete t[last]; } else t[last]=value; return c; }
const errors=new Map<string,string>(); let runs=0;
for (const [k,list] of seen) for (const o of list) {
  const row=kindByVersion(o.apiVersion,o.kind); if(!row) continue;
  const stored=o;
  const variants=[{p:[] as any,v:0}];
  for (const p of paths(o)) for (const v of [undefined, null, 'x y', -1, {}, []]) variants.push({p,v} as any);
  const step = Math.max(1, Math.floor(variants.length/1500));
  for (let i=0;i<variants.length;i+=step){ const {p,v}=variants[i]!;
    const c=p.length?without(o,p,v):o; let d: any;
    try { d=(decode as any)(row.schema,c,'Ignore'); } catch { continue; }
    if (d && 'object' in d) d=d.object;
    if (!d || d.error || !d.metadata) continue;
    runs++;
    try {
      const e=row.defaults?.(d)??d; const n=row.prepareCreate?.({...e,metadata:{...e.metadata,uid:'u'}},{nowMs:0,uid:()=>'u'})??e; row.validate?.(n); row.warnings?.(n);
      const u=row.prepareUpdate?.(e,stored)??e; (row.validateUpdate??row.validate)?.(u as any,stored); row.warnings?.(u,stored); row.validateStatusUpdate?.(e,stored);
      for (const fn of Object.values(row.indexes??{})) fn(n); for (const fn of Object.values(row.selectableFields??{})) fn(n);
      row.bumpsGeneration?.(u,stored);
    } catch(err) { const s=(err as Error).stack!.split('\n').slice(0,3).join(' | '); const key=s.slice(0,200); if(!errors.has(key)) errors.set(key, `${k} ${p.join('.')} = ${JSON.stringify(v)}\n   ${s}`); }
  }
}
console.log('runs',runs,'kinds',seen.size); for (const e of errors.values()) console.log(e);
