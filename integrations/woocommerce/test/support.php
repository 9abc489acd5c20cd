<?php
/** What the tests share: the store behind its proxy, a shop of its own for each test, other processes. */

require __DIR__ . '/fake/shop.php';

use function Gigastore\WooCommerce\{shop_id};

const KEY     = array( 'demo-client', 'demo-secret' );
const SECRETS = array( 'whsec_YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcyE=' );

$tests   = array();
$folders = array();

/** Adds a test: its title is a sentence about behaviour. */
function test( string $title, callable $work ): void {
	global $tests;
	$tests[ $title ] = $work;
}

function expect( $found, $wanted, string $what = '' ): void {
	if ( $found !== $wanted ) {
		$show = fn( $value ) => json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		throw new RuntimeException( "$what: expected {$show( $wanted )}, found {$show( $found )}" );
	}
}

function expect_text( string $whole, string $part ): void {
	if ( ! str_contains( $whole, $part ) ) {
		throw new RuntimeException( "expected \"$part\" in: $whole" );
	}
}

/** Waits until something is so, at most a while. */
function wait_until( callable $is_done, string $what ): void {
	for ( $end = microtime( true ) + 30; microtime( true ) < $end; usleep( 20_000 ) ) {
		if ( $is_done() ) {
			return;
		}
	}
	throw new RuntimeException( "It did not happen in time: $what" );
}

function store_url(): string {
	return getenv( 'GIGASTORE_URL' );
}

function request( string $method, string $url, $body = null, array $headers = array() ): array {
	$args = array(
		'method'     => $method,
		'headers'    => $headers,
		'body'       => is_array( $body ) ? json_encode( $body ) : $body,
		'timeout'    => 30,
		'user-agent' => 'test',
	);
	if ( is_array( $body ) ) {
		$args['headers']['Content-Type'] = 'application/json';
	}
	$answer = wp_remote_request( $url, $args );
	if ( is_wp_error( $answer ) ) {
		throw new RuntimeException( $answer->message );
	}
	return array( $answer['response']['code'], json_decode( $answer['body'], true ) );
}

/** Calls the store past the plug-in. */
function api( string $method, string $path, ?array $body = null ): array {
	static $token;
	$basic   = array( 'Authorization' => 'Basic ' . base64_encode( implode( ':', KEY ) ) );
	$token ??= request( 'POST', store_url() . '/reseller/authenticate', '', $basic )[1]['accessToken'];
	[ $status, $answer ] = request( $method, store_url() . $path, $body, array( 'Authorization' => "Bearer $token" ) );
	if ( $status >= 300 ) {
		throw new RuntimeException( "$method $path: " . json_encode( $answer ) );
	}
	return $answer ?? array();
}

/** Lets the proxy in front of the store fail, and begins to count its requests. */
function fail( array $faults = array() ): void {
	request( 'PUT', store_url() . '/__faults', json_encode( $faults ) );
}

function seen( string $part = '' ): array {
	$all = request( 'GET', store_url() . '/__requests' )[1];
	return array_values( array_filter( $all, fn( $one ) => str_contains( $one['path'], $part ) ) );
}

function fault( string $path, string $do, int $times = 1, string $method = 'POST', array $answer = array() ): array {
	return compact( 'method', 'path', 'times', 'do', 'answer' );
}

function an_item( string $country_set = 'WWW' ): array {
	return api( 'GET', "/gigastore/products/inventory?active=true&country_set=$country_set" )['items'][0];
}

/** Opens an empty shop that knows the store, and sells one product. */
function new_shop( array $settings = array() ): void {
	global $folders;
	$folder    = sys_get_temp_dir() . '/gigastore-woo-' . bin2hex( random_bytes( 6 ) );
	$folders[] = $folder;
	mkdir( $folder );
	putenv( "FAKE_SHOP=$folder" );
	static $item;
	$item ??= an_item()['id'];
	$key    = array( 'base_url' => store_url(), 'client_id' => KEY[0], 'client_secret' => KEY[1] );
	update_option( 'gigastore_settings', $settings + $key + array( 'webhook_secrets' => SECRETS ) );
	a_product( 7, array( '_gigastore_item' => $item ) );
	a_product( 8, array() );
	fail();
}

function a_product( int $id, array $meta, int $parent = 0 ): void {
	fake_put( 'products', $id, compact( 'id', 'meta', 'parent' ) + array( 'stock_status' => 'instock' ) );
}

/** Writes an order that is not paid: a quantity for each product. Returns its ID. */
function an_order( array $quantities = array( 7 => 1 ), string $email = 'ada@example.com' ): int {
	$id    = fake_next_id();
	$items = array();
	foreach ( $quantities as $product => $quantity ) {
		$line           = fake_next_id();
		$items[ $line ] = array(
			'id'       => $line,
			'product'  => $product,
			'quantity' => $quantity,
			'name'     => "Product $product",
			'total'    => 10.00 * $quantity,
			'taxes'    => array( 1 => 2.00 * $quantity ),
			'meta'     => array(),
		);
	}
	$total  = 12.00 * array_sum( $quantities );
	$status = 'pending';
	fake_put( 'orders', $id, compact( 'id', 'items', 'email', 'total', 'status' ) + array( 'notes' => array(), 'refunds' => array() ) );
	return $id;
}

/** Pays an order and runs what follows. */
function pay( int $id ): void {
	wc_get_order( $id )->payment_complete();
	fake_run_actions();
}

function order_of( int $id ): array {
	return fake_table( 'orders' )[ $id ];
}

/** The units of the first line of an order. */
function units( int $id ): array {
	$meta = array_values( order_of( $id )['items'] )[0]['meta'];
	ksort( $meta );
	return array_values( $meta );
}

function states( int $id ): array {
	return array_column( units( $id ), 'state' );
}

/** What the store has sold for an order. */
function sold( int $id ): array {
	return api( 'GET', '/gigastore/packages?q=woo-' . shop_id() . "-$id-" )['items'];
}

/** Starts a process on the same shop. */
function start( array $command, array $environment = array() ) {
	$environment += getenv();
	$process      = proc_open( array( PHP_BINARY, ...$command ), array( 1 => STDERR, 2 => STDERR ), $pipes, null, $environment );
	return $process;
}

function wait_for( $process ): int {
	while ( ( $status = proc_get_status( $process ) )['running'] ) {
		usleep( 10_000 );
	}
	return $status['signaled'] ? $status['termsig'] : $status['exitcode'];
}

function run_elsewhere( string $what, int $argument, array $environment = array() ): int {
	return wait_for( start( array( __DIR__ . '/fake/run.php', $what, (string) $argument ), $environment ) );
}

/** Ends a web server and its workers. */
function stop_server( $server ): void {
	$pid     = proc_get_status( $server )['pid'];
	$workers = explode( ' ', trim( file_get_contents( "/proc/$pid/task/$pid/children" ) ) );
	foreach ( array( $pid, ...$workers ) as $one ) {
		posix_kill( (int) $one, 9 );
	}
}

/** Signs a delivery like the store. */
function signed( array $event, string $secret = SECRETS[0], ?int $at = null ): array {
	$body      = json_encode( $event );
	$timestamp = (string) ( $at ?? time() );
	$key       = base64_decode( substr( $secret, strlen( 'whsec_' ) ) );
	$signature = base64_encode( hash_hmac( 'sha256', "msg_1.$timestamp.$body", $key, true ) );
	$headers   = array( 'webhook-id' => 'msg_1', 'webhook-timestamp' => $timestamp, 'webhook-signature' => "v1,$signature" );
	return array( $headers, $body );
}
