import type { Words } from './words.ts';

export const PORTUGUESE: Words = {
  languageName: 'Português',
  language: 'Idioma',
  install: { title: 'Instale o seu eSIM', text: 'Os seus dados móveis estão prontos.' },
  notices: {
    INSTALLED: {
      title: 'O seu eSIM está instalado',
      text: 'Está num telemóvel e pronto a usar. Não há mais nada a fazer aqui.',
    },
    DISABLED: {
      title: 'O seu eSIM está desligado',
      text: 'Está num telemóvel. Ligue-o nas definições, em «Dados móveis».',
    },
    ERROR: {
      title: 'Este eSIM tem uma falha',
      text: 'Peça um novo ao seu fornecedor. Os seus dados mantêm-se.',
    },
    USED_UP: {
      title: 'Este eSIM já não pode ser instalado',
      text:
        'Foi instalado tantas vezes quanto possível. Peça um novo ao seu fornecedor. Os seus ' +
        'dados mantêm-se.',
    },
    SUSPENDED: {
      title: 'Este eSIM está suspenso',
      text: 'De momento não consegue ligar-se. Pergunte o motivo ao seu fornecedor.',
    },
  },
  ticket: {
    validFor: 'Validade',
    days: { one: '{count} dia', other: '{count} dias' },
    noEnd: 'sem data de fim',
    starts: 'Começa',
    atFirstUse: 'na primeira utilização',
    onRequest: 'quando o iniciar',
    preparing: 'em preparação',
    expires: 'Termina',
    left: 'Dados restantes',
    more: { one: 'mais {count} pacote neste eSIM', other: 'mais {count} pacotes neste eSIM' },
    none: 'Nenhum pacote está ativo neste eSIM.',
    countries: { one: 'Funciona em {count} país', other: 'Funciona em {count} países' },
    worksIn: 'Funciona aqui: {country}',
  },
  button: {
    iphone: 'Instalar neste iPhone',
    ipad: 'Instalar neste iPad',
    android: 'Instalar neste telemóvel',
  },
  ways: {
    wifi: 'Fique no Wi-Fi. Demora cerca de dois minutos, de preferência antes da viagem.',
    oldIphone:
      'A instalação com um toque requer iOS 17.4. Neste dispositivo, introduza os códigos à mão.',
    insideApp:
      'O {app} pode bloquear a instalação. Abra esta página no navegador: toque no menu e ' +
      'depois em «Abrir no navegador».',
    scan: {
      title: 'Leia com o telemóvel',
      text: 'Aponte para este código a câmara do telemóvel que vai receber o eSIM.',
    },
    qrAlt: 'Código QR com o código de ativação deste eSIM',
    send: 'Ou envie esta página para o telemóvel',
    sendByMail: 'Enviar por e-mail',
    copyLink: 'Copiar ligação',
    copy: 'Copiar',
    copied: 'Copiado',
    title: 'Outras formas',
    codes: {
      title: 'Introduzir os códigos à mão',
      text: 'Se o botão ou o código QR não funcionar',
    },
    codesOnIphone:
      'iPhone: Definições, Rede móvel, Adicionar eSIM, Usar código QR, Introduzir manualmente.',
    codesOnAndroid: 'Android: Definições, Rede e Internet, SIM, Adicionar eSIM, Introduzir à mão.',
    smdpAddress: 'Endereço SM-DP+',
    matchingId: 'Código de ativação',
    confirmationCode: 'Código de confirmação, se o telemóvel o pedir',
    wholeCode: 'Ambos num só, para Android',
    otherPhone: { title: 'Instalar noutro telemóvel', text: 'Mostra um código QR para ler' },
    pdf: { title: 'Guardar como PDF', text: 'Uma folha com o código e os passos' },
    again: 'Instalar novamente',
  },
  devices: {
    title: 'O meu telemóvel aceita eSIM?',
    hint: { one: 'Procurar em {count} modelo', other: 'Procurar entre {count} modelos' },
    label: 'Modelo, como iPhone 15 ou Galaxy S24',
    search: 'Procurar',
    found: { one: '{count} modelo aceita eSIM', other: '{count} modelos aceitam eSIM' },
    none:
      'Esse modelo não está na nossa lista. Marque *#06#: um telemóvel que mostra um EID aceita ' +
      'eSIM.',
    exceptions:
      'A maioria dos telemóveis vendidos na China continental não aceita eSIM, nem alguns de ' +
      'Hong Kong e Macau. Um telemóvel bloqueado por um operador pode recusá-lo.',
  },
  status: {
    notInstalled: 'Ainda não instalado.',
    installed: 'Instalado.',
    off: 'Desligado.',
    faulty: 'Com falha.',
    installationsLeft: {
      one: 'Resta {count} instalação.',
      other: 'Restam {count} instalações.',
    },
    lastSeenIn: 'Visto pela última vez aqui: {country}, {when}.',
    neverSeen: 'Ainda não visto em nenhuma rede.',
    dataLeft: 'Restam {left}.',
  },
  steps: {
    title: 'O que se segue',
    step: 'Passo {number}',
    onIphone: 'Num iPhone',
    onAndroid: 'Num telemóvel Android',
    iphone: [
      {
        title: 'Toque em Permitir e em Continuar',
        text: 'O iPhone pergunta duas vezes se quer adicionar o eSIM. Demora cerca de um minuto.',
      },
      {
        title: 'Mantenha o seu número',
        text:
          'Deixe chamadas e mensagens na linha habitual. Escolha o novo eSIM para ' +
          'dados móveis.',
      },
      {
        title: 'À chegada, permita o roaming',
        text: 'Definições, Rede móvel, o novo eSIM: ligue «Roaming de dados». O pacote inclui-o.',
      },
    ],
    android: [
      {
        title: 'Toque em Transferir e em Ativar',
        text: 'O telemóvel pergunta se quer adicionar o eSIM. Demora cerca de um minuto.',
      },
      {
        title: 'Mantenha o seu número',
        text: 'Deixe chamadas e mensagens no SIM habitual. Escolha o novo eSIM para dados móveis.',
      },
      {
        title: 'À chegada, permita o roaming',
        text: 'Definições, Rede e Internet, SIM, o novo eSIM: ligue «Roaming». O pacote inclui-o.',
      },
    ],
  },
  help: {
    title: 'Se não funcionar',
    noData: { title: 'Sem dados depois de aterrar', text: 'Cinco pontos a verificar, por ordem' },
    checks: [
      {
        title: 'Permita o roaming de dados',
        text: 'Ligue-o para este eSIM nas definições. O pacote inclui-o.',
      },
      {
        title: 'Use este eSIM para os dados',
        text: 'Escolha-o nas definições e ligue-o se estiver desligado.',
      },
      {
        title: 'Deixe o APN como está',
        text: 'O eSIM traz o seu. Limpe o campo se introduziu outro.',
      },
      {
        title: 'Escolha a rede à mão',
        text: 'Desligue a seleção automática e experimente cada rede da lista.',
      },
      { title: 'Reinicie o telemóvel', text: 'Depois espere dois minutos.' },
    ],
    enterApn: {
      title: 'Introduza o APN',
      text: 'Nas definições deste eSIM, introduza {apn} como ponto de acesso (APN).',
    },
    known: 'O que sabemos',
    moved: { title: 'Telemóvel novo ou eSIM apagado', text: 'Pode ser instalado novamente' },
    movedText:
      'Apague o eSIM do telemóvel antigo enquanto está no Wi-Fi. Depois abra esta página no ' +
      'novo e instale-o outra vez.',
    keep: 'Mantenha o eSIM no telemóvel: mais dados não precisam de um novo.',
  },
  contact: {
    title: 'Dúvidas?',
    page: 'Páginas de ajuda',
    mail: 'E-mail',
    call: 'Ligar',
    shop: 'Comprar mais dados',
    ask: 'Perguntar a {name}',
  },
  replaced: {
    title: 'Este eSIM foi substituído',
    text: 'Outro tomou o seu lugar, e os seus dados já lá estão.',
    open: 'Abrir o novo eSIM',
  },
  missing: {
    title: 'Ligação não encontrada',
    text: 'A ligação está incompleta ou já não é válida.',
    advice: 'Abra-a novamente na mensagem que recebeu, ou pergunte ao seu fornecedor.',
  },
  unsubscribe: {
    title: 'Cancelar a subscrição?',
    text:
      'Não receberá mais e-mails sobre dados que estão a acabar ou pacotes que expiram. Os ' +
      'e-mails com o seu eSIM continuam a chegar.',
    button: 'Cancelar a subscrição',
    done: {
      title: 'Subscrição cancelada',
      text: 'Não receberá mais e-mails sobre dados que estão a acabar ou pacotes que expiram.',
    },
  },
  customer: {
    title: 'Os seus dados móveis',
    left: 'disponíveis',
    leftOf: 'Restam {left} de {total}',
    asOf: 'Situação em {when}',
    daysLeft: { one: 'resta {count} dia', other: 'restam {count} dias' },
    packages: 'Pacotes',
    sharedBy: 'Em {names}',
    noPackages: 'Não tem nenhum pacote ativo. Compre mais dados para voltar a ligar-se.',
    earlier: 'Pacotes anteriores',
    esims: 'eSIM',
    open: 'Abrir',
    install: 'Instalar',
    countries: 'Onde funciona',
    findCountry: 'Procurar um país',
    utc: 'As horas estão em UTC.',
    myData: 'Os meus dados e pacotes',
  },
  today: {
    left: 'Restam {left} hoje',
    used: '{used} usados hoje',
    unlimited: 'Dados ilimitados',
    next: 'Próximo dia: {when}',
    slow: 'Mais lento por agora: {speed}',
  },
  start: {
    title: 'Iniciar este pacote?',
    text: 'A validade começa agora e não pode ser parada.',
    button: 'Iniciar',
    confirm: 'Iniciar agora',
    cancel: 'Ainda não',
  },
  states: {
    PENDING: 'A caminho',
    WAITING: 'Não iniciado',
    ACTIVE: 'Ativo',
    DEPLETED: 'Esgotado',
    EXPIRED: 'Expirado',
  },
  profileStates: {
    RELEASED: 'Não instalado',
    INSTALLED: 'Instalado',
    DISABLED: 'Desligado',
    ERROR: 'Com falha',
  },
  validity: {
    until: 'Válido até {date}',
    endless: 'Sem data de fim',
    pending: 'O seu pacote está a ser preparado.',
    firstUse: 'Começa quando se ligar pela primeira vez, o mais tardar em {date}',
    onDemand: 'Começa quando o iniciar, ou o seu fornecedor, o mais tardar em {date}',
    ended: 'Terminou em {date}',
  },
};
