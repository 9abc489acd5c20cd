import DefaultTheme from 'vitepress/theme-without-fonts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../../../portal/src/look/tokens.css';
import './look.css';
import './code.css';
import './drawn.css';
import type { Theme } from 'vitepress';
import Board from './board.vue';
import Flow from './flow.vue';
import Operation from './operation.vue';
import Screens from './screens.vue';
import Shell from './shell.vue';

export default {
  extends: DefaultTheme,
  Layout: Shell,
  enhanceApp({ app }) {
    app.component('Board', Board);
    app.component('Flow', Flow);
    app.component('Operation', Operation);
    app.component('Screens', Screens);
  },
} satisfies Theme;
