<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

const PAGE_SLUG = 'gigastore';
const TESTED    = 'gigastore_tested';

add_action( 'admin_menu', __NAMESPACE__ . '\add_settings_page' );
add_action( 'admin_init', __NAMESPACE__ . '\register_settings' );
add_action( 'admin_post_gigastore_test', __NAMESPACE__ . '\test_connection' );
add_filter( 'option_page_capability_' . PAGE_SLUG, fn() => 'manage_woocommerce' );

function add_settings_page(): void {
	$title = __( 'eSIMs', 'gigastore-woocommerce' );
	$show  = __NAMESPACE__ . '\show_settings_page';
	add_submenu_page( 'woocommerce', $title, $title, 'manage_woocommerce', PAGE_SLUG, $show );
}

function register_settings(): void {
	$check = array( 'type' => 'array', 'sanitize_callback' => __NAMESPACE__ . '\check_settings' );
	register_setting( PAGE_SLUG, SETTINGS, $check );
}

/** Returns the settings to keep: an empty secret and a wrong field keep what was there. */
function check_settings( $given ): array {
	$kept = settings();
	if ( ! is_array( $given ) ) {
		return $kept;
	}
	// WordPress checks an option that is new a second time.
	if ( is_array( $given['webhook_secrets'] ?? null ) ) {
		return array_merge( $kept, $given );
	}
	$url     = esc_url_raw( rtrim( trim( $given['base_url'] ?? '' ), '/' ) );
	$secrets = preg_split( '/\s+/', trim( $given['webhook_secrets'] ?? '' ), -1, PREG_SPLIT_NO_EMPTY );
	$wrong   = array_filter( $secrets, fn( $secret ) => null === key_of_secret( $secret ) );
	if ( ! is_safe_address( $url ) ) {
		complain( 'base_url', __( 'The address must begin with https://.', 'gigastore-woocommerce' ) );
		$url = $kept['base_url'];
	}
	if ( array() !== $wrong ) {
		complain( 'webhook_secrets', __( 'A secret of the webhook begins with whsec_.', 'gigastore-woocommerce' ) );
		$secrets = array();
	}
	$secret = trim( $given['client_secret'] ?? '' );
	return array(
		'base_url'        => $url,
		'client_id'       => sanitize_text_field( $given['client_id'] ?? '' ),
		'client_secret'   => '' === $secret ? $kept['client_secret'] : $secret,
		'webhook_secrets' => array() === $secrets ? $kept['webhook_secrets'] : array_values( $secrets ),
		'sync_prices'     => ! empty( $given['sync_prices'] ),
		'stock'           => 'prepaid' === ( $given['stock'] ?? '' ) ? 'prepaid' : 'active',
		'pay_back'        => ! empty( $given['pay_back'] ),
	);
}

/** Keys are sent by HTTPS only, except to this machine. */
function is_safe_address( string $url ): bool {
	$parts = wp_parse_url( $url );
	$host  = $parts['host'] ?? '';
	if ( '' === $host || ! isset( $parts['scheme'] ) ) {
		return false;
	}
	$local = in_array( $host, array( 'localhost', '127.0.0.1' ), true );
	return 'https' === $parts['scheme'] || ( $local && 'http' === $parts['scheme'] );
}

function complain( string $field, string $message ): void {
	add_settings_error( SETTINGS, "gigastore_$field", $message );
}

/** Asks the store for the credits of the account. What came out is shown once. */
function test_connection(): void {
	check_admin_referer( 'gigastore_test' );
	if ( ! current_user_can( 'manage_woocommerce' ) ) {
		$text = esc_html__( 'You may not do this.', 'gigastore-woocommerce' );
		wp_die( $text, '', array( 'response' => 403 ) );
	}
	set_transient( TESTED, try_connection(), 60 );
	wp_safe_redirect( admin_url( 'admin.php?page=' . PAGE_SLUG ) );
	exit;
}

/** Returns whether the store answers, and a sentence about it. */
function try_connection(): array {
	if ( ! is_configured() ) {
		return array( false, __( 'Save the address and the key first.', 'gigastore-woocommerce' ) );
	}
	try {
		$credits = client( 0 )->credits()['available'];
		/* translators: 1: amount, 2: currency */
		$text = __( 'The store answers. Available credits: %1$s %2$s.', 'gigastore-woocommerce' );
		$amount = number_format_i18n( $credits['priceValue'], 2 );
		return array( true, sprintf( $text, $amount, $credits['currencyCode'] ) );
	} catch ( StoreException $error ) {
		/* translators: 1: sentence of the store, 2: code */
		$text = __( 'It does not work: %1$s (%2$s)', 'gigastore-woocommerce' );
		return array( false, sprintf( $text, $error->getMessage(), $error->error ) );
	}
}

function show_settings_page(): void {
	$settings = settings();
	$tested   = get_transient( TESTED );
	delete_transient( TESTED );
	require dirname( __DIR__ ) . '/templates/settings-page.php';
}
