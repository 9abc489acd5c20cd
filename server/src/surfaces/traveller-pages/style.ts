import { DARK, LIGHT, properties } from './tokens.ts';

/** For phones first, two columns where there is room; light and dark, as the device is. */
export const STYLE = `
@font-face{font-family:Inter;font-weight:100 900;font-display:swap;\
src:url(/traveller/inter.woff2) format("woff2");unicode-range:U+0-2FF,U+2000-206F,U+20AC,U+2122}
:root{color-scheme:light dark;${properties(LIGHT)};
--font:Inter,-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,sans-serif;
--code:ui-monospace,"SF Mono",Menlo,Consolas,monospace;
--focus:0 0 0 2px var(--surface),0 0 0 4px var(--accent-line)}
@media (prefers-color-scheme:dark){:root{${properties(DARK)}}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:0 20px calc(32px + env(safe-area-inset-bottom));max-width:480px;
background:var(--surface);color:var(--text);font:400 16px/24px var(--font);
-webkit-font-smoothing:antialiased;overflow-wrap:break-word}
h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{list-style:none}
h1{font-weight:600;font-size:28px;line-height:36px;letter-spacing:-.022em;margin-top:12px;text-wrap:balance}
h2{font-weight:600;font-size:20px;line-height:28px;letter-spacing:-.015em}
h3{font-weight:600;font-size:16px;line-height:24px}
[lang=ar] :is(h1,h2,h3),[lang=ja] :is(h1,h2,h3),[lang=zh] :is(h1,h2,h3){letter-spacing:0}
a{color:var(--accent-text)}
svg{display:block;flex:none}
button,input{font:inherit;color:inherit}
:focus-visible{outline:0;box-shadow:var(--focus);border-radius:6px}
.i,.cv{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.25;stroke-linecap:round;stroke-linejoin:round}
.cv{width:16px;height:16px;color:var(--text-3);stroke-width:1.5}
.soft{color:var(--text-2)}
.small{font-size:14px;line-height:20px}
.tiny{font-size:12px;line-height:16px}
.strong{font-weight:600}
.grow{flex:1;min-width:0}
.num{font-variant-numeric:tabular-nums}
.center{text-align:center}
code{font:400 14px/20px var(--code);overflow-wrap:anywhere;user-select:all;-webkit-user-select:all;direction:ltr;unicode-bidi:isolate}
[hidden]{display:none!important}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{display:flex;align-items:center;justify-content:space-between;gap:16px;min-height:60px}
.brand{display:flex;align-items:center;min-height:44px;color:var(--accent-text);font-weight:600;font-size:18px;letter-spacing:-.01em;min-width:0}
.brand img{display:block;max-width:176px;max-height:36px;width:auto;height:auto}
.langs{position:relative;flex:none}
.langs summary{gap:8px;min-height:44px;padding:0;font-size:14px;color:var(--text-2);border:0}
.langs summary .i{width:16px;height:16px;color:var(--text-2);stroke-width:1.5}
.langs ul{position:absolute;z-index:1;inset-inline-end:0;top:44px;width:176px;padding:8px 0;border-radius:12px;
background:var(--surface);box-shadow:0 0 0 1px var(--line-strong),0 12px 32px rgb(18 25 32/.14)}
.langs a{display:block;padding:10px 16px;color:var(--text);text-decoration:none;font-size:15px}
.langs a:hover{background:var(--hover)}
.tick-card{position:relative;margin-top:16px;padding:16px 16px 14px;background:var(--accent-soft);border-radius:12px;
clip-path:polygon(0 0,calc(100% - 26px) 0,100% 26px,100% 100%,0 100%)}
[dir=rtl] .tick-card{clip-path:polygon(26px 0,100% 0,100% 100%,0 100%,0 26px)}
.what{display:flex;gap:12px;align-items:center;padding-inline-end:20px}
.what b{font-weight:600;font-size:20px;line-height:28px;letter-spacing:-.012em}
.flag{display:block;width:32px;height:22px;border-radius:4px;object-fit:cover;flex:none;box-shadow:0 0 0 .5px rgb(18 25 32/.25)}
.flags{display:flex;gap:4px;align-items:center}
.flags .flag{width:20px;height:14px;border-radius:2px}
.where{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;margin-top:6px;font-size:14px;line-height:20px;color:var(--text-2)}
.tf{display:flex;flex-wrap:wrap;justify-content:space-between;gap:10px 16px;border-top:1px dashed var(--accent-line);margin-top:14px;padding-top:12px}
.tf dt{font-size:12px;line-height:16px;color:var(--text-2)}
.tf dd{font-size:14px;line-height:20px;font-weight:600}
.btn{display:flex;align-items:center;justify-content:center;gap:8px;min-height:48px;padding:8px 16px;border-radius:12px;
font-weight:500;font-size:15px;line-height:20px;text-align:center;text-decoration:none;color:var(--text);background:none;border:0;
box-shadow:inset 0 0 0 1px var(--line-strong);cursor:pointer}
.btn:hover{background:var(--hover)}
.btn .i{width:16px;height:16px;stroke-width:1.5}
.btn.pri{background:var(--accent);color:var(--on-accent);box-shadow:none;font-weight:600}
.btn.pri:hover{background:var(--accent-hover)}
.btn:focus-visible{box-shadow:var(--focus);border-radius:12px}
.btn.cta{min-height:56px;margin-top:20px;font-size:17px}
.btn.sm{min-height:44px;padding:4px 12px;border-radius:8px;font-size:13px;flex:none}
.under{text-align:center;font-size:14px;line-height:20px;color:var(--text-2);margin-top:12px;text-wrap:balance}
.note{margin-top:16px;padding:12px 16px;border-radius:12px;background:var(--wait-soft);font-size:15px;line-height:22px}
.note.calm{background:var(--sunken)}
.now{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:center;gap:4px 16px;font-size:14px;line-height:20px;color:var(--text-2);margin-top:16px;padding-top:16px;border-top:1px solid var(--line);text-align:center}
.st{display:inline-flex;align-items:baseline;gap:8px}
.st svg{width:12px;height:12px;align-self:baseline;transform:translateY(1px)}
.hole{fill:none;stroke:var(--surface);stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}
.ok{color:var(--ok)}.wait{color:var(--wait)}.bad{color:var(--bad)}.over,.unknown{color:var(--over)}
section{margin-top:36px}
.steps{margin-top:16px;display:flex;flex-direction:column;gap:20px}
.steps li{display:grid;grid-template-columns:112px 1fr;gap:16px;align-items:center}
.steps p{text-wrap:pretty}
.steps .soft{font-size:15px;line-height:22px;margin-top:2px}
.no{font-size:12px;line-height:16px;color:var(--accent-text);font-weight:600;margin-bottom:2px}
.pic{width:112px;height:120px;fill:none;stroke:var(--text-2);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.pic .bg,.pic .sheet,.pic .cell{fill:var(--sunken)}.pic .bg{stroke:none}
.pic .ph{fill:var(--surface);stroke:var(--text)}.pic .isl{fill:var(--text);stroke:none}.pic .sheet{stroke:var(--text)}
.pic .ln{stroke:var(--line-control)}.pic .ln.s{stroke:var(--text);stroke-width:2.5}.pic .ln.f,.pic .hr{stroke:var(--line-strong)}
.pic .cell{stroke:var(--line-control)}.pic .go{fill:var(--accent);stroke:none}.pic .tick{stroke:var(--on-accent)}
.pic .rad{stroke:var(--line-control)}.pic .rad.on{fill:var(--accent);stroke:var(--accent)}.pic .kn{fill:var(--on-accent);stroke:none}
.qr{text-align:center;margin-top:20px}
.qr img{display:block;width:min(100%,264px);height:auto;margin:0 auto;background:#fff;border-radius:12px;image-rendering:pixelated;box-shadow:0 0 0 1px var(--line)}
.qr .strong{margin-bottom:4px}.qr figcaption{margin-bottom:16px}
.list{margin-top:12px;border-top:1px solid var(--line)}
details{border-bottom:1px solid var(--line)}
summary,.lk{display:flex;gap:12px;align-items:center;min-height:64px;padding:10px 0;cursor:pointer;list-style:none}
.lk{border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
summary::-webkit-details-marker{display:none}
:is(summary,.lk)>.i{color:var(--accent-text)}
:is(summary,.lk) .soft{display:block;font-size:14px;line-height:20px}
details[open]>summary .cv{transform:rotate(180deg)}
.langs details,.langs{border:0}
.in{padding:0 0 16px;padding-inline-start:32px}
.in>*+*{margin-top:12px}
.cp{display:flex;gap:12px;align-items:center;min-height:56px}
.find{display:flex;gap:8px}
.find input{flex:1;min-width:0;height:48px;padding:0 14px;border:1px solid var(--line-control);border-radius:12px;background:var(--surface);font-size:16px}
.models{columns:2;column-gap:16px;font-size:14px;line-height:24px}
.checks li{display:grid;grid-template-columns:24px 1fr;gap:2px 8px}
.checks li+li{margin-top:12px}
.checks .soft{grid-column:2;font-size:15px;line-height:22px}
.checks .no{font-size:14px;line-height:24px;margin:0}
.facts li{padding:2px 0}
.ask{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:8px;margin-top:16px}
footer{margin-top:36px;padding-top:16px;border-top:1px solid var(--line);display:flex;flex-wrap:wrap;justify-content:space-between;gap:8px 24px;font-size:14px;line-height:20px;color:var(--text-2)}
footer a{color:inherit;padding:8px 0;text-underline-offset:3px}
.lonely{padding-top:12vh}
.lonely .lead,.lead{color:var(--text-2);margin-top:8px;text-wrap:pretty}
.left{display:flex;gap:20px;align-items:center;margin-top:20px}
.ring{width:112px;height:112px;transform:rotate(-90deg)}
.ring circle{fill:none;stroke-width:9;stroke:var(--line)}
.ring .rest{stroke:var(--accent);stroke-linecap:round}
.left.low .rest{stroke:var(--wait)}
.left strong{display:block;font-size:28px;line-height:36px;letter-spacing:-.02em;font-weight:600}
.pack{padding:16px 0;border-bottom:1px solid var(--line)}
.pack .line,.esim{display:flex;justify-content:space-between;align-items:center;gap:4px 12px;flex-wrap:wrap}
.pack progress{appearance:none;-webkit-appearance:none;display:block;width:100%;height:6px;margin:10px 0 8px;border:0;border-radius:3px;overflow:hidden;background:var(--line)}
.pack progress::-webkit-progress-bar{background:var(--line)}
.pack progress::-webkit-progress-value{background:var(--accent);border-radius:3px}
.pack progress::-moz-progress-bar{background:var(--accent);border-radius:3px}
.pack.low progress::-webkit-progress-value{background:var(--wait)}
.pack.low progress::-moz-progress-bar{background:var(--wait)}
.esim{min-height:64px;padding:8px 0;border-bottom:1px solid var(--line)}
.places{margin-top:8px;display:grid;gap:0 24px;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));font-size:15px}
.places li{display:flex;gap:10px;align-items:center;min-height:36px}
.places .flag{width:20px;height:14px;border-radius:2px}
form.twice{display:grid;gap:8px;margin-top:24px}
@media (min-width:880px){
body{max-width:960px;padding:0 32px 48px}
.cols{display:grid;grid-template-columns:minmax(0,420px) minmax(0,1fr);gap:0 64px;align-items:start}
.cols .second>section:first-child{margin-top:16px}
.cols .first{position:sticky;top:16px}
}
@media (prefers-reduced-motion:no-preference){.cv{transition:transform .12s}}
@media print{body{max-width:none}.langs,.btn,footer,.find{display:none}details>*{display:block}}
`;
