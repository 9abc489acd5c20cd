<?php
/** The administration and the REST interface, as far as the plug-in uses them. */

$fake_routes   = array();
$fake_settings = array();
$fake_user     = 'manage_woocommerce';

class WP_REST_Request {
	public function __construct( private array $headers, private string $body ) {}
	public function get_header( string $name ) {
		return $this->headers[ strtolower( $name ) ] ?? null;
	}
	public function get_body() {
		return $this->body;
	}
}
class WP_REST_Response {
	public function __construct( public $data, public int $status ) {}
}
function register_rest_route( string $space, string $path, array $route ) {
	global $fake_routes;
	$fake_routes[ "/$space$path" ] = $route;
}
function rest_url( string $path ) {
	return "https://shop.example/wp-json/$path";
}

/** Sends a request to a route of the REST interface. */
function fake_rest( string $path, array $headers, string $body ): WP_REST_Response {
	global $fake_routes;
	if ( array() === $fake_routes ) {
		do_action( 'rest_api_init' );
	}
	return $fake_routes[ $path ]['callback']( new WP_REST_Request( $headers, $body ) );
}

function plugin_basename( string $file ) {
	return basename( dirname( $file ) ) . '/' . basename( $file );
}
function load_plugin_textdomain( string $domain, bool $deprecated, string $folder ) {
	fake_put( 'textdomains', $domain, $folder );
}
function add_submenu_page( ...$args ) {
	fake_put( 'pages', $args[4], $args[5] );
}
function register_setting( string $group, string $name, array $args ) {
	global $fake_settings;
	$fake_settings[ $name ] = $args['sanitize_callback'];
}

/** Posts a form of settings, as options.php takes it. Returns the complaints. */
function fake_post_settings( string $name, array $given ): array {
	global $fake_settings;
	fake_put( 'complaints', 'all', array() );
	do_action( 'admin_init' );
	update_option( $name, $fake_settings[ $name ]( $given ) );
	return fake_table( 'complaints' )['all'];
}
function add_settings_error( string $setting, string $code, string $message ) {
	$before = fake_table( 'complaints' )['all'] ?? array();
	fake_put( 'complaints', 'all', array( ...$before, $message ) );
}
function settings_errors() {}
function settings_fields( string $group ) {
	echo '<input type="hidden" name="option_page" value="' . esc_attr( $group ) . '">';
}
function submit_button( string $text = 'Save', string $kind = 'primary' ) {
	echo '<button class="' . esc_attr( $kind ) . '">' . esc_html( $text ) . '</button>';
}
function checked( $is_checked ) {
	echo $is_checked ? ' checked' : '';
}
function selected( $one, $other ) {
	echo $one === $other ? ' selected' : '';
}
function admin_url( string $path ) {
	return "https://shop.example/wp-admin/$path";
}
function wp_nonce_field( string $action ) {
	echo '<input type="hidden" name="_wpnonce" value="' . esc_attr( md5( $action ) ) . '">';
}
function check_admin_referer( string $action ) {
	if ( ( $_POST['_wpnonce'] ?? '' ) !== md5( $action ) ) {
		throw new RuntimeException( 'The link has expired.' );
	}
}
function current_user_can( string $capability ) {
	global $fake_user;
	return $fake_user === $capability;
}
function wp_die( ...$args ) {
	throw new RuntimeException( $args[0] );
}
function woocommerce_wp_select( array $field ) {
	echo '<label>' . esc_html( $field['label'] ) . '</label><select name="' . esc_attr( $field['id'] ) . '">';
	foreach ( $field['options'] as $value => $text ) {
		$is_chosen = (string) $value === $field['value'] ? ' selected' : '';
		echo '<option value="' . esc_attr( $value ) . '"' . $is_chosen . '>' . esc_html( $text ) . '</option>';
	}
	echo '</select>';
}
