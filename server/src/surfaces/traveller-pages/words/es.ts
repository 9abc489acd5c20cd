import type { Words } from './words.ts';

export const SPANISH: Words = {
  languageName: 'Español',
  language: 'Idioma',
  install: { title: 'Instala tu eSIM', text: 'Tus datos móviles están listos.' },
  notices: {
    INSTALLED: {
      title: 'Tu eSIM está instalada',
      text: 'Está en un teléfono y lista para usarse. No queda nada que hacer aquí.',
    },
    DISABLED: {
      title: 'Tu eSIM está desactivada',
      text: 'Está en un teléfono. Actívala en los ajustes, en «Datos móviles».',
    },
    ERROR: {
      title: 'Esta eSIM tiene un fallo',
      text: 'Pide una nueva a tu proveedor. Tus datos se conservan.',
    },
    USED_UP: {
      title: 'Esta eSIM ya no se puede instalar',
      text:
        'Se ha instalado todas las veces posibles. Pide una nueva a tu proveedor. Tus datos se ' +
        'conservan.',
    },
    SUSPENDED: {
      title: 'Esta eSIM está suspendida',
      text: 'Por ahora no puede conectarse. Pregunta el motivo a tu proveedor.',
    },
  },
  ticket: {
    validFor: 'Validez',
    days: { one: '{count} día', other: '{count} días' },
    noEnd: 'sin fecha de fin',
    starts: 'Empieza',
    atFirstUse: 'con el primer uso',
    onRequest: 'cuando lo inicies',
    preparing: 'en preparación',
    expires: 'Termina',
    left: 'Datos restantes',
    more: { one: '{count} paquete más en esta eSIM', other: '{count} paquetes más en esta eSIM' },
    none: 'No hay ningún paquete activo en esta eSIM.',
    countries: { one: 'Funciona en {count} país', other: 'Funciona en {count} países' },
    worksIn: 'Funciona en {country}',
  },
  button: {
    iphone: 'Instalar en este iPhone',
    ipad: 'Instalar en este iPad',
    android: 'Instalar en este teléfono',
  },
  ways: {
    wifi: 'Sigue conectado al wifi. Tarda unos dos minutos, mejor antes del viaje.',
    oldIphone:
      'La instalación con un toque necesita iOS 17.4. En este dispositivo, introduce los ' +
      'códigos a mano.',
    insideApp:
      '{app} puede bloquear la instalación. Abre esta página en tu navegador: toca el menú y ' +
      'luego «Abrir en el navegador».',
    scan: {
      title: 'Escanea con tu teléfono',
      text: 'Apunta a este código con la cámara del teléfono que recibirá la eSIM.',
    },
    qrAlt: 'Código QR con el código de activación de esta eSIM',
    send: 'O envía esta página a tu teléfono',
    sendByMail: 'Enviar por correo',
    copyLink: 'Copiar enlace',
    copy: 'Copiar',
    copied: 'Copiado',
    title: 'Otras formas',
    codes: {
      title: 'Introducir los códigos a mano',
      text: 'Si el botón o el código QR no hacen nada',
    },
    codesOnIphone:
      'iPhone: Ajustes, Datos móviles, Añadir eSIM, Usar código QR, Introducir detalles ' +
      'manualmente.',
    codesOnAndroid: 'Android: Ajustes, Red e internet, SIM, Añadir eSIM, Introducir manualmente.',
    smdpAddress: 'Dirección SM-DP+',
    matchingId: 'Código de activación',
    confirmationCode: 'Código de confirmación, si el teléfono lo pide',
    wholeCode: 'Ambos en uno, para Android',
    otherPhone: { title: 'Instalar en otro teléfono', text: 'Muestra un código QR para escanear' },
    pdf: { title: 'Guardar como PDF', text: 'Una hoja con el código y los pasos' },
    again: 'Instalarla de nuevo',
  },
  devices: {
    title: '¿Admite mi teléfono una eSIM?',
    hint: { one: 'Buscar en {count} modelo', other: 'Buscar entre {count} modelos' },
    label: 'Modelo, como iPhone 15 o Galaxy S24',
    search: 'Buscar',
    found: { one: '{count} modelo admite eSIM', other: '{count} modelos admiten eSIM' },
    none:
      'Ese modelo no está en nuestra lista. Marca *#06#: un teléfono que muestra un EID admite ' +
      'eSIM.',
    exceptions:
      'La mayoría de los teléfonos vendidos en China continental no admiten eSIM, ni algunos de ' +
      'Hong Kong y Macao. Un teléfono bloqueado por un operador puede rechazarla.',
  },
  status: {
    notInstalled: 'Aún no instalada.',
    installed: 'Instalada.',
    off: 'Desactivada.',
    faulty: 'Con un fallo.',
    installationsLeft: {
      one: 'Queda {count} instalación.',
      other: 'Quedan {count} instalaciones.',
    },
    lastSeenIn: 'Vista por última vez en {country}, {when}.',
    neverSeen: 'Aún no vista en ninguna red.',
    dataLeft: 'Quedan {left}.',
  },
  steps: {
    title: 'Qué pasa después',
    step: 'Paso {number}',
    onIphone: 'En un iPhone',
    onAndroid: 'En un teléfono Android',
    iphone: [
      {
        title: 'Toca Permitir y luego Continuar',
        text:
          'Tu iPhone pregunta dos veces si quieres añadir la eSIM. Tarda alrededor de ' +
          'un minuto.',
      },
      {
        title: 'Conserva tu número',
        text:
          'Deja las llamadas y los mensajes en tu línea habitual. Elige la nueva eSIM para los ' +
          'datos móviles.',
      },
      {
        title: 'Al llegar, permite la itinerancia',
        text:
          'Ajustes, Datos móviles, la nueva eSIM: activa «Itinerancia de datos». Tu paquete la ' +
          'cubre.',
      },
    ],
    android: [
      {
        title: 'Toca Descargar y luego Activar',
        text: 'Tu teléfono pregunta si quieres añadir la eSIM. Tarda alrededor de un minuto.',
      },
      {
        title: 'Conserva tu número',
        text:
          'Deja las llamadas y los mensajes en tu SIM habitual. Elige la nueva eSIM para los ' +
          'datos móviles.',
      },
      {
        title: 'Al llegar, permite la itinerancia',
        text:
          'Ajustes, Red e internet, SIM, la nueva eSIM: activa «Itinerancia». Tu paquete la ' +
          'cubre.',
      },
    ],
  },
  help: {
    title: 'Si no funciona',
    noData: { title: 'Sin datos al aterrizar', text: 'Cinco cosas que comprobar, por orden' },
    checks: [
      {
        title: 'Permite la itinerancia de datos',
        text: 'Actívala para esta eSIM en los ajustes. Tu paquete la cubre.',
      },
      {
        title: 'Usa esta eSIM para los datos',
        text: 'Elígela en los ajustes y actívala si está desactivada.',
      },
      {
        title: 'No cambies el APN',
        text: 'La eSIM trae el suyo. Vacía el campo si has introducido otro.',
      },
      {
        title: 'Elige la red a mano',
        text: 'Desactiva la selección automática y prueba cada red de la lista.',
      },
      { title: 'Reinicia el teléfono', text: 'Después espera dos minutos.' },
    ],
    enterApn: {
      title: 'Introduce el APN',
      text: 'En los ajustes de esta eSIM, introduce {apn} como punto de acceso (APN).',
    },
    known: 'Lo que sabemos',
    moved: { title: 'Teléfono nuevo o eSIM borrada', text: 'Se puede instalar de nuevo' },
    movedText:
      'Borra la eSIM del teléfono antiguo mientras está conectado al wifi. Luego abre esta ' +
      'página en el nuevo e instálala otra vez.',
    keep: 'Conserva la eSIM en el teléfono: para más datos no hace falta otra.',
  },
  contact: {
    title: '¿Preguntas?',
    page: 'Páginas de ayuda',
    mail: 'Correo',
    call: 'Llamar',
    shop: 'Comprar más datos',
    ask: 'Preguntar a {name}',
  },
  replaced: {
    title: 'Esta eSIM se ha sustituido',
    text: 'Otra ha ocupado su lugar, y tus datos ya están allí.',
    open: 'Abrir la nueva eSIM',
  },
  missing: {
    title: 'Enlace no encontrado',
    text: 'El enlace está incompleto o ya no es válido.',
    advice: 'Ábrelo de nuevo desde el mensaje que recibiste, o pregunta a tu proveedor.',
  },
  unsubscribe: {
    title: '¿Cancelar la suscripción?',
    text:
      'No recibirás más correos sobre datos que se acaban o paquetes que caducan. Los ' +
      'correos con tu eSIM te seguirán llegando.',
    button: 'Cancelar la suscripción',
    done: {
      title: 'Suscripción cancelada',
      text: 'No recibirás más correos sobre datos que se acaban o paquetes que caducan.',
    },
  },
  customer: {
    title: 'Tus datos móviles',
    left: 'disponibles',
    leftOf: 'Quedan {left} de {total}',
    asOf: 'A {when}',
    daysLeft: { one: 'queda {count} día', other: 'quedan {count} días' },
    packages: 'Paquetes',
    sharedBy: 'En {names}',
    noPackages: 'No tienes ningún paquete activo. Compra más datos para volver a conectarte.',
    earlier: 'Paquetes anteriores',
    esims: 'eSIM',
    open: 'Abrir',
    install: 'Instalar',
    countries: 'Dónde funciona',
    findCountry: 'Buscar un país',
    utc: 'Las horas están en UTC.',
    myData: 'Mis datos y paquetes',
  },
  today: {
    left: 'Quedan {left} hoy',
    used: '{used} usados hoy',
    unlimited: 'Datos ilimitados',
    next: 'Próximo día: {when}',
    slow: 'Más lento por ahora: {speed}',
  },
  start: {
    title: '¿Iniciar este paquete?',
    text: 'Su validez empieza ahora y no se puede detener.',
    button: 'Iniciar',
    confirm: 'Iniciar ahora',
    cancel: 'Todavía no',
  },
  states: {
    PENDING: 'En camino',
    WAITING: 'Sin iniciar',
    ACTIVE: 'Activo',
    DEPLETED: 'Agotado',
    EXPIRED: 'Caducado',
  },
  profileStates: {
    RELEASED: 'Sin instalar',
    INSTALLED: 'Instalada',
    DISABLED: 'Desactivada',
    ERROR: 'Con un fallo',
  },
  validity: {
    until: 'Válido hasta el {date}',
    endless: 'Sin fecha de fin',
    pending: 'Tu paquete se está preparando.',
    firstUse: 'Empieza cuando te conectes por primera vez, a más tardar el {date}',
    onDemand: 'Empieza cuando tú o tu proveedor lo iniciéis, a más tardar el {date}',
    ended: 'Terminó el {date}',
  },
};
