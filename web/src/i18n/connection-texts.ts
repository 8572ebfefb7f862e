/** What is wrong with the connections of the live room, what goes on meanwhile, and what may help. */
export const connection = {
  connection: {
    label: 'Connection',
    tryNow: 'Try now',
    connecting: {
      heading: 'Connecting picture and sound …',
      meanwhile: 'Chat, hands and polls work already.',
      hint: 'It takes unusually long. A firewall or VPN may keep picture and sound out: try without the VPN, or another network.',
    },
    engine: {
      heading: 'The way to picture and sound is interrupted. Reconnecting …',
      meanwhile: 'What you see and hear goes on. Who comes in or turns something on appears a little later.',
      hint: 'It is tried for as long as you stay. If nothing changes, load the page again: you come straight back in.',
    },
    media: {
      heading: 'Picture and sound are lost. Reconnecting …',
      meanwhile: 'Nobody sees or hears you meanwhile. Chat, hands and polls still work.',
      hint: 'It is tried for as long as you stay. If the others are connected, a firewall or VPN may be in the way: try without the VPN, or another network.',
    },
    server: {
      heading: 'The server is not reached. Reconnecting …',
      meanwhile: 'Picture and sound go on. Chat, hands and polls wait; what you write is sent afterwards.',
      hint: 'It is tried for as long as you stay. The server may be restarting; if other pages do not load either, it is your network.',
    },
    both: {
      heading: 'The connection is lost. Reconnecting …',
      meanwhile: 'Nobody sees or hears you meanwhile. Afterwards all is as you left it.',
      hint: 'It is tried for as long as you stay. See whether other pages load, come closer to the Wi-Fi, or use another network.',
    },
  },
} as const;
