<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const SETTINGS = 'gigastore_settings';
const SHOP_ID  = 'gigastore_shop_id';
const DEFAULTS = array(
	'base_url'        => '',
	'client_id'       => '',
	'client_secret'   => '',
	'webhook_secrets' => array(),
	'sync_prices'     => true,
	'stock'           => 'active',
	'pay_back'        => false,
);

/** Returns the settings, with a default for each that is missing. */
function settings(): array {
	$kept = get_option( SETTINGS );
	return array_merge( DEFAULTS, is_array( $kept ) ? $kept : array() );
}

function is_configured(): bool {
	$settings = settings();
	$needed   = array( $settings['base_url'], $settings['client_id'], $settings['client_secret'] );
	return ! in_array( '', $needed, true );
}

/** Returns a client of the store that is set. */
function client( int $retries = 2 ): Client {
	$settings = settings();
	return new Client(
		$settings['base_url'],
		$settings['client_id'],
		$settings['client_secret'],
		$retries,
		apply_filters( 'gigastore_first_delay', 0.5 ),
		20
	);
}

/** Begins the idempotency keys of this shop: several shops may use one account. */
function shop_id(): string {
	$id = get_option( SHOP_ID );
	if ( ! is_string( $id ) || '' === $id ) {
		// Of two requests at once, the first to add it decides.
		add_option( SHOP_ID, bin2hex( random_bytes( 6 ) ), '', false );
		$id = (string) get_option( SHOP_ID );
	}
	return $id;
}

/** Writes a line to the log of WooCommerce: codes and IDs, no secrets and no personal data. */
function log_event( string $level, string $event, array $fields = array() ): void {
	$line = $event . ( array() === $fields ? '' : ' ' . wp_json_encode( $fields ) );
	wc_get_logger()->log( $level, $line, array( 'source' => 'gigastore' ) );
}
